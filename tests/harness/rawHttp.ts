import { connect } from 'node:net'

/** Sends bytes as they are and hands back all that came until the other side closed, or until nothing more came for `patienceMs`. */
export function sendsRaw(address: string, bytes: string, patienceMs = 3000): Promise<string> {
  const { port } = new URL(address)
  return new Promise((resolve) => {
    let came = ''
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(Buffer.from(bytes, 'latin1')))
    socket.setTimeout(patienceMs, () => socket.destroy())
    socket.on('data', (chunk) => (came += chunk.toString('utf8')))
    socket.on('error', () => socket.destroy())
    socket.on('close', () => resolve(came))
  })
}
