import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { theSeeded } from './seeded.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Puts the seeded fault of SEEDED_FAULT into the sources as tests load them. Without it nothing is touched, and a build never comes here.
 * A text that is not there exactly once stops the run: a fault that was not put in must not look like one that nobody caught.
 */
export const seedPlugin = () => ({
  name: 'seeded-fault',
  enforce: 'pre',
  transform(code, id) {
    const path = relative(root, id.split('?')[0] ?? id).replaceAll('\\', '/')
    const mine = (theSeeded()?.replace ?? []).filter(([file]) => file === path)
    if (mine.length === 0) return null
    return mine.reduce((text, [, from, to]) => {
      if (text.split(from).length !== 2) throw new Error(`SEEDED FAULT NOT PUT IN: ${path} does not hold its text once`)
      return text.replace(from, () => to)
    }, code)
  },
})
