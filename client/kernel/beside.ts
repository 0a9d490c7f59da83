/**
 * Two windows of one computer: the board in one says which referral is selected, and a record that follows it in the other shows
 * that one. Only a number goes from window to window, and only to windows of the same service.
 */
const CHANNEL = 'duty-hub.selected'

interface Selected {
  readonly serviceId: string
  readonly number: number
}

interface Asking {
  readonly serviceId: string
  readonly asks: true
}

const open = (): BroadcastChannel | null =>
  typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL)

/** Tells the other windows which referral is selected here, now and whenever one asks. @returns the way to stop */
export function tellSelected(selected: Selected): () => void {
  const channel = open()
  channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const asked = data as Partial<Asking> | null
    if (asked?.serviceId === selected.serviceId && asked.asks === true) channel.postMessage(selected)
  })
  channel?.postMessage(selected)
  return () => channel?.close()
}

/**
 * Hears what is selected in another window of the same service. It asks as it begins: what was selected while this window was busy
 * showing the one before is not missed.
 *
 * @returns the way to stop
 */
export function hearSelected(serviceId: string, hear: (number: number) => void): () => void {
  const channel = open()
  channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const said = data as Partial<Selected> | null
    if (said?.serviceId === serviceId && typeof said.number === 'number' && Number.isInteger(said.number))
      hear(said.number)
  })
  channel?.postMessage({ serviceId, asks: true } satisfies Asking)
  return () => channel?.close()
}
