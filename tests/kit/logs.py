"""What the product says, for whoever reads a red test: in plain words. With every local of every frame a fault takes seconds to print."""

import structlog


def speak_plainly() -> None:
    whole = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.contextvars.merge_contextvars, structlog.processors.add_log_level, whole])
