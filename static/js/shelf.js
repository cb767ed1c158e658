// The page of numbers that lies on a person's own device: what it is called, and how it goes from there.
export const SHELF = "help"

export async function forget() {
  try {
    await window.caches?.delete(SHELF)
    const worker = await navigator.serviceWorker?.getRegistration("/help")
    await worker?.unregister()
  } catch { /* there was none */ }
}
