import { afterEach } from 'vitest'
import { openPages, shownOn } from './openPages.ts'

// A set-up file: it runs for each file of journeys, where a hook in a module that they share would only stand for the first.
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  for (const page of openPages) console.log(await shownOn(page))
})
