// On a narrow screen the demo shows one phone at a time; the other one's switch gets a dot when something comes.

const buttons = [...document.querySelectorAll("[data-phone]")];

function show(seat) {
  for (const phone of document.querySelectorAll(".phone")) phone.classList.toggle("phone-front", phone.dataset.seat === seat);
  for (const button of buttons) {
    button.setAttribute("aria-pressed", String(button.dataset.phone === seat));
    if (button.dataset.phone === seat) button.querySelector(".dot").hidden = true;
  }
}

for (const button of buttons) button.addEventListener("click", () => show(button.dataset.phone));
addEventListener("message", (event) => {
  if (event.origin !== location.origin || event.data?.otklik !== "news") return;
  const button = buttons.find((other) => other.dataset.phone === event.data.seat);
  if (button?.getAttribute("aria-pressed") === "false") button.querySelector(".dot").hidden = false;
});
