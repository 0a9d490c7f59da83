import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { clocksPage } from './clocksPage.ts'
import { root } from './tree.ts'

writeFileSync(join(root, 'docs', 'clocks.md'), clocksPage())
