import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: './db/schema/*.ts',
  out: './db/migrations',
  schemaFilter: ['hub'],
  // Named by the moment: two people who make one each never take the same number, and it comes after all that are numbered.
  migrations: { prefix: 'timestamp' },
})
