import { hashSync } from '@node-rs/argon2'
import postgres from 'postgres'
import { inject } from 'vitest'
import { instant } from '#shared/time/instant.ts'
import { demoSignIns, loadDemo } from '#db/seed/loadDemo.ts'
import { dropDatabase, makeDatabase, TEMPLATE } from './database.ts'

/** A busy Thursday afternoon of the invented service of Westmarch. */
export const DEMO_NOW = instant('2026-11-12T16:47:00.000Z')

const DEMO_TEMPLATE = 'duty_hub_demo'
const ONE_AT_A_TIME = 4_711_003

/** Hashed for next to nothing: what a password costs is told elsewhere. */
export const cheaply = (plain: string): Promise<string> =>
  Promise.resolve(hashSync(plain, { memoryCost: 8, timeCost: 1, parallelism: 1 }))

/**
 * The database with the demo service in it as of {@link DEMO_NOW}, to be cloned. Whoever of the test files at work wants it first makes
 * it, under another name until it is whole.
 */
export async function demoTemplate(): Promise<string> {
  const cluster = inject('clusterUrl')
  const sql = postgres(cluster, { max: 1, onnotice: () => undefined })
  try {
    await sql`select pg_advisory_lock(${ONE_AT_A_TIME})`
    const [made] = await sql`select from pg_database where datname = ${DEMO_TEMPLATE}`
    if (made === undefined) {
      const draft = `${DEMO_TEMPLATE}_draft`
      await dropDatabase(cluster, draft)
      await loadDemo({ url: await makeDatabase(cluster, draft, TEMPLATE), now: DEMO_NOW, hashPassword: cheaply })
      await sql`alter database ${sql(draft)} rename to ${sql(DEMO_TEMPLATE)}`
    }
    return DEMO_TEMPLATE
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** How somebody of the demo signs in. @example signInOf('jo.marsh').password */
export function signInOf(who: string): (typeof demoSignIns)[number] {
  const found = demoSignIns.find(({ email }) => email.startsWith(`${who}@`))
  if (!found) throw new Error(`no demo sign-in for ${who}`)
  return found
}
