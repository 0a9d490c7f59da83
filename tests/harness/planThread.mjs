// Where plans are worked out when the hub runs from source: Node 20 reads no TypeScript in a thread by itself.
import { tsImport } from 'tsx/esm/api'

await tsImport('../../server/planner/planThread.ts', import.meta.url)
