// On a narrow screen the demo shows one phone at a time; the other one's switch gets a dot when something comes. The clock goes ahead on request.

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

const clock = document.getElementById("demo-clock");
if (clock) run(clock);

function run({ dataset }) {
  const [face, said] = [document.getElementById("demo-time"), document.getElementById("demo-said")];
  const look = { timeZone: dataset.zone, weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
  const words = new Intl.DateTimeFormat(document.documentElement.lang, look);
  let ahead = 0;
  const set = (now) => ((ahead = new Date(now) - Date.now()), tick());
  const tick = () => (face.textContent = words.format(new Date(Date.now() + ahead)));
  const steps = [...clock.querySelectorAll("[data-step]")];
  const busy = (is) => steps.forEach((step) => (step.disabled = is));
  async function move(step) {
    busy(true);
    const answer = await fetch(`/demo/clock?step=${step}`, { method: "POST" }).catch(() => null);
    busy(false);
    if (!answer?.ok) return;
    const { now, moved } = await answer.json();
    set(now);
    said.hidden = moved;
    said.textContent = moved ? "" : dataset.none;
    setTimeout(() => (said.hidden = true), 6000);
  }
  for (const step of steps) step.addEventListener("click", () => move(step.dataset.step));
  set(dataset.now);
  setInterval(tick, 5000);
}
