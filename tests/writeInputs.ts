import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inputsPage, readContracts } from './inputsPage.ts'
import { root } from './tree.ts'

writeFileSync(join(root, 'docs', 'inputs.md'), inputsPage(await readContracts()))
