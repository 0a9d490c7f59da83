import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

interface Line {
  readonly from: Socket
  readonly to: Socket
  readonly port: number
}

/**
 * What stands before several servers, as a load balancer does: each connection goes to the next in turn, and to another when one does not
 * answer. Nothing of what goes through is looked at. Lines can be cut, or left to hang as a dead switch leaves them.
 *
 * @example
 * const door = await Balancer.before([3001, 3002])
 * new Person(door.address, …)
 * door.spreadOver([3002, 3003])
 */
export class Balancer {
  readonly port: number
  readonly #server
  readonly #lines = new Set<Line>()
  #ports: readonly number[]
  #next = 0
  #hangs = false
  /** Connections that no server took. */
  turnedAway = 0

  private constructor(server: ReturnType<typeof createServer>, port: number, ports: readonly number[]) {
    this.#server = server
    this.port = port
    this.#ports = ports
    server.on('connection', (from) => this.#take(from))
  }

  static async before(ports: readonly number[]): Promise<Balancer> {
    const server = createServer({ pauseOnConnect: true })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new Balancer(server, (server.address() as AddressInfo).port, ports)
  }

  get address(): string {
    return `http://localhost:${this.port}`
  }

  /** From now on new connections go to these; those that are open stay where they are. */
  spreadOver(ports: readonly number[]): void {
    this.#ports = ports
  }

  /** Cuts every open line, at both ends and at once. */
  cut(): void {
    for (const { from, to } of this.#lines) {
      from.destroy()
      to.destroy()
    }
  }

  /** Lets nothing through on the lines that are open, and says so to neither end. New lines are as they should be. */
  hang(): void {
    for (const { from, to } of this.#lines) {
      from.unpipe(to)
      to.unpipe(from)
      from.resume()
      to.resume()
    }
    this.#lines.clear()
  }

  async close(): Promise<void> {
    this.#hangs = true
    this.#server.close()
    this.cut()
    await once(this.#server, 'close')
  }

  #take(from: Socket, tried = 0): void {
    const port = this.#ports[this.#next++ % this.#ports.length]
    if (port === undefined || tried >= this.#ports.length || this.#hangs) {
      this.turnedAway += 1
      return void from.destroy()
    }
    const to = connect(port, '127.0.0.1')
    const line = { from, to, port }
    let open = false
    to.once('connect', () => {
      open = true
      this.#lines.add(line)
      from.pipe(to)
      to.pipe(from)
    })
    // Nobody there: the next one, as nothing of the request has been sent yet.
    to.on('error', () => (open ? from.destroy() : this.#take(from, tried + 1)))
    from.on('error', () => to.destroy())
    to.on('close', () => open && from.destroy())
    from.on('close', () => {
      this.#lines.delete(line)
      to.destroy()
    })
  }
}
