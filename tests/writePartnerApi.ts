import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { partnerApiPage } from '#shared/partners/apiPage.ts'
import { root } from './tree.ts'

writeFileSync(join(root, 'docs', 'partner-api.md'), partnerApiPage())
