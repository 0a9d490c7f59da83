import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { migrate } from '#db/migrate.ts'
import { theSeeded } from '#tests/faults/seeded.mjs'
import { dropDatabase, makeDatabase, TEMPLATE } from './database.ts'
import { startThrowaway, type Throwaway } from './embeddedForTests.ts'

/**
 * Runs once before all tests: a cluster with a migrated template in it, to be cloned a file at a time. TEST_DATABASE_URL (a
 * superuser's address) puts another PostgreSQL in its place; one run at a time on such a server.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL']
  const cluster = given ? onServer(given) : await startThrowaway()
  try {
    await dropDatabase(cluster.url, TEMPLATE)
    const template = await makeDatabase(cluster.url, TEMPLATE)
    await migrate({ url: template })
    await putIn(theSeeded()?.sql, template)
  } catch (error) {
    await cluster.stop()
    throw error
  }
  project.provide('clusterUrl', cluster.url)
  return () => cluster.stop()
}

/** A fault that somebody wants to see caught: into the template, so that every database of this run has it. */
async function putIn(fault: string | undefined, template: string): Promise<void> {
  if (fault === undefined) return
  const sql = postgres(template, { max: 1, onnotice: () => undefined })
  await sql.unsafe(fault)
  await sql.end({ timeout: 1 })
}

const onServer = (url: string): Throwaway => ({ url, stop: () => dropDatabase(url, TEMPLATE) })
