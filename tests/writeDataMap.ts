import { writeFileSync } from 'node:fs'
import { dataMap } from '#shared/privacy/dataMap.ts'
import { dataMapPage } from '#shared/privacy/dataMapPage.ts'

writeFileSync(new URL('../docs/data-map.md', import.meta.url), dataMapPage(dataMap))
