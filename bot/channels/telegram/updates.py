"""What we read of Telegram's updates (Bot API 10.3), and no more: the rest may be whatever it likes, and costs nothing."""

from pydantic import BaseModel, Field


class User(BaseModel):
    id: int
    is_bot: bool
    first_name: str
    last_name: str | None = None
    language_code: str | None = None

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name


class Chat(BaseModel):
    id: int
    type: str


class File(BaseModel):
    """A document, a size of a photo, or anything else that is seen or heard."""

    file_id: str
    file_size: int | None = None
    file_name: str | None = None
    mime_type: str | None = None


class Contact(BaseModel):
    phone_number: str
    first_name: str = ""
    last_name: str | None = None
    user_id: int | None = None

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name


class Place(BaseModel):
    """Where a message stands, which is all that is left of an old one."""

    message_id: int
    chat: Chat


class Message(Place):
    from_user: User | None = Field(default=None, alias="from")
    text: str | None = None
    caption: str | None = None
    reply_to_message: Place | None = None
    contact: Contact | None = None
    document: File | None = None
    photo: list[File] | None = None
    voice: File | None = None
    audio: File | None = None
    video: File | None = None
    video_note: File | None = None
    media_group_id: str | None = None


class CallbackQuery(BaseModel):
    from_user: User = Field(alias="from")
    message: Place | None = None
    data: str | None = None


class Member(BaseModel):
    status: str


class ChatMemberUpdated(BaseModel):
    chat: Chat
    new_chat_member: Member


class Update(BaseModel):
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: CallbackQuery | None = None
    my_chat_member: ChatMemberUpdated | None = None
