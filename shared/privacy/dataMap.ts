import { columnsOf, type ColumnData, type TableData } from './dataKinds.ts'
import { allocationData } from './dataMap/allocations.ts'
import { deskData } from './dataMap/desk.ts'
import { deadlineData } from './dataMap/deadlines.ts'
import { contactData } from './dataMap/contacts.ts'
import { directoryData } from './dataMap/directory.ts'
import { handoverData } from './dataMap/handover.ts'
import { identityData } from './dataMap/identity.ts'
import { plannerData } from './dataMap/planner.ts'
import { noticesData } from './dataMap/notices.ts'
import { papersData } from './dataMap/papers.ts'
import { partnerData } from './dataMap/partners.ts'
import { privacyData } from './dataMap/privacy.ts'
import { recordOfWorkData } from './dataMap/recordOfWork.ts'
import { referralData } from './dataMap/referrals.ts'
import { registerData } from './dataMap/register.ts'
import { restrictedData } from './dataMap/restricted.ts'
import { rotaData } from './dataMap/rota.ts'
import { rotaCoverData } from './dataMap/rotaCover.ts'
import { rotaPlanningData } from './dataMap/rotaPlanning.ts'
import { safetyData } from './dataMap/safety.ts'
import { triagingData } from './dataMap/triaging.ts'
import { toilData } from './dataMap/toil.ts'
import { wallData } from './dataMap/wall.ts'
import { workingTimeData } from './dataMap/workingTime.ts'

/**
 * What every column of the database holds, why, for how long and for whose eyes. A column without its line fails the build, and
 * so does a line without its column: `tests/flows/dataMap.test.ts` asks PostgreSQL's catalogue. To add a column, name it in the
 * file of its feature; to add a table, add an entry there. Then `npm run data-map` writes `docs/data-map.md` again.
 */
export const dataMap: readonly TableData[] = [
  ...identityData,
  ...directoryData,
  ...registerData,
  ...rotaData,
  ...rotaPlanningData,
  ...rotaCoverData,
  ...workingTimeData,
  ...plannerData,
  ...referralData,
  ...contactData,
  ...partnerData,
  ...triagingData,
  ...restrictedData,
  ...allocationData,
  ...deadlineData,
  ...safetyData,
  ...papersData,
  ...handoverData,
  ...wallData,
  ...deskData,
  ...toilData,
  ...noticesData,
  ...recordOfWorkData,
  ...privacyData,
]

export const dataColumns: readonly ColumnData[] = columnsOf(dataMap)
