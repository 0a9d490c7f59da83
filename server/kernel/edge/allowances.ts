import type { Allowance } from '#shared/kernel/tokenBucket.ts'

/**
 * How much anybody may ask of the hub. Kept in the memory of each node, so with two nodes behind a proxy it is up to twice this; a
 * restart fills everything up. `docs/limits.md` says the same in a table, and a test compares the two.
 */
export interface Allowances {
  readonly person: Allowance
  readonly service: Allowance
  readonly address: Allowance
  readonly search: Allowance
  readonly export: Allowance
  readonly record: Allowance
  readonly socketEvent: Allowance
  readonly socketOpening: Allowance
  readonly directory: Allowance
  readonly partner: Allowance
  /** Sockets that may be open at once. */
  readonly sockets: MostSockets
}

export interface MostSockets {
  readonly person: number
  readonly service: number
  readonly address: number
}

export const usualAllowances: Allowances = {
  // A screen asks two or three things after each piece of news; nobody reads twenty a second.
  person: { burst: 240, perMinute: 1200, reserved: 60 },
  service: { burst: 3000, perMinute: 12_000, reserved: 600 },
  // A whole council may stand behind one address, and come back at once after an outage.
  address: { burst: 5000, perMinute: 18_000, reserved: 1000 },
  search: { burst: 40, perMinute: 60 },
  export: { burst: 10, perMinute: 2 },
  // Different people's records opened by one person.
  record: { burst: 120, perMinute: 4 },
  socketEvent: { burst: 60, perMinute: 300 },
  socketOpening: { burst: 1000, perMinute: 1200 },
  // Entra sends bursts of some dozens, and waits when it is told to.
  directory: { burst: 100, perMinute: 1200 },
  // A force sends a few a day; after an outage it sends what it kept.
  partner: { burst: 60, perMinute: 60 },
  sockets: { person: 10, service: 1000, address: 1000 },
}

/** The same allowances, so many times over: for a very large service, and for measuring. */
export function timesOver(allowances: Allowances, factor: number): Allowances {
  const more = ({ burst, perMinute, reserved = 0 }: Allowance): Allowance => ({
    burst: burst * factor,
    perMinute: perMinute * factor,
    reserved: reserved * factor,
  })
  const { person, service, address, search, record, socketEvent, socketOpening, directory, partner, sockets } =
    allowances
  return {
    person: more(person),
    service: more(service),
    address: more(address),
    search: more(search),
    export: more(allowances.export),
    record: more(record),
    socketEvent: more(socketEvent),
    socketOpening: more(socketOpening),
    directory: more(directory),
    partner: more(partner),
    sockets: {
      person: sockets.person * factor,
      service: sockets.service * factor,
      address: sockets.address * factor,
    },
  }
}
