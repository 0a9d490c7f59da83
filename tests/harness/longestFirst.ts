import { basename } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes longest on two cores, longest first: begun last, each would leave every other worker with nothing to do. */
const LONGEST = [
  'backup',
  'logCanary',
  'separation',
  'separationByDatabase',
  'commands',
  'databaseGone',
  'planner',
  'threeNodes',
  'faultsDatabase',
  'embedded',
  'everyScreen',
  'deskScreens',
  'intake',
  'injection',
  'twoDesks',
  'sessions',
  'callToLedger',
]

const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = LONGEST.indexOf(basename(moduleId, '.test.ts'))
  return place === -1 ? LONGEST.length : place
}

/** The files of each project in the runner’s own order, but for those that take longest. */
export class LongestFirst extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(specifications)
    const projects = [...new Set(usual.map(({ project }) => project.name))]
    const turnOf = ({ project }: TestSpecification): number => projects.indexOf(project.name)
    return usual.toSorted((one, other) => turnOf(one) - turnOf(other) || placeOf(one) - placeOf(other))
  }
}
