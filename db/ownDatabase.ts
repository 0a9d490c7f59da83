import postgres from 'postgres'

/**
 * The hub's own database in the embedded server, made on the first start.
 *
 * @param serverUrl the superuser's address of the server
 * @returns the superuser's address of the database `duty_hub`
 */
export async function ownDatabaseIn(serverUrl: string): Promise<string> {
  const admin = postgres(serverUrl, { max: 1, onnotice: () => undefined })
  try {
    const [made] = await admin`select from pg_database where datname = 'duty_hub'`
    if (!made) await admin`create database duty_hub`
  } finally {
    await admin.end({ timeout: 5 })
  }
  const url = new URL(serverUrl)
  url.pathname = '/duty_hub'
  return url.toString()
}
