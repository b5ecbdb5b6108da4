// What survives a reload: small things in localStorage, files not sent yet in IndexedDB. A browser that forbids both loses only that.

const memory = new Map();

export function recall(key, fallback = null) {
  try {
    const raw = localStorage.getItem(key);
    return raw === null ? fallback : JSON.parse(raw);
  } catch {
    return memory.has(key) ? memory.get(key) : fallback;
  }
}

export function remember(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    memory.set(key, value);
  }
}

let opening = null;

function database() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("otklik", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("files");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}

async function files(mode, act) {
  const store = (await database()).transaction("files", mode).objectStore("files");
  return new Promise((resolve, reject) => {
    const request = act(store);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export async function keepFile(id, file) {
  memory.set(id, file);
  await files("readwrite", (store) => store.put(file, id)).catch(() => {});
}

export async function fileOf(id) {
  return memory.get(id) ?? (await files("readonly", (store) => store.get(id)).catch(() => undefined));
}

export async function dropFile(id) {
  memory.delete(id);
  await files("readwrite", (store) => store.delete(id)).catch(() => {});
}
