import { cameFields, referralTables, stageTables } from '#shared/reports/caseReports.ts'
import { choiceTables } from '#shared/reports/choiceReport.ts'
import { asksTable, carriedTables, handoverTable } from '#shared/reports/deskReports.ts'
import { keptTables } from '#shared/reports/coverReports.ts'
import { doctorTables } from '#shared/reports/doctorReports.ts'
import { doneFields, outlineTables, reasonsTables, relativeTable } from '#shared/reports/dutyReports.ts'
import { equalityFields, equalityTables } from '#shared/reports/equalityReport.ts'
import { claimTables, lateTables } from '#shared/reports/lateReports.ts'
import { personToilTables } from '#shared/reports/personToilReport.ts'
import {
  againTables,
  backFields,
  completenessTables,
  endedFields,
  filledFields,
  outcomeTables,
  type BackFact,
} from '#shared/reports/outcomeReports.ts'
import { workingTimeTables } from '#shared/reports/restReports.ts'
import { restTables, restsOf, toilTables } from '#shared/reports/staffReports.ts'
import { foiTables, surveyTables, yearFields } from '#shared/reports/publicReports.ts'
import { workforceTables } from '#shared/reports/workforceReports.ts'
import { withoutCases, reportTitles, type CountedTable, type Report, type ReportKey } from '#shared/reports/table.ts'
import { partnerTables } from '#shared/reports/partnerReports.ts'
import { coverTables, daysFrom, hoursFields, hoursTables, section136Tables } from '#shared/reports/workReports.ts'
import { addDays, daysBetween, formatDate, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import type { Context } from '#server/kernel/handle.ts'
import { DAYS_BESIDE } from '#server/rota/workPieces.ts'
import {
  actingOn,
  amhpFacts,
  calledInFacts,
  councilNames,
  coverFacts,
  dutyShiftsOver,
  powerFacts,
  rosteredFacts,
  shiftFacts,
  toilMoved,
  toilOwed,
  traineesNow,
  waitFacts,
  type Days,
} from './facts.ts'
import { changeReport } from './changeReport.ts'
import {
  askFacts,
  choiceFacts,
  clockFacts,
  doctorFacts,
  handoverFacts,
  openFacts,
  papersFacts,
  reasonsFacts,
} from './deskFacts.ts'
import { bandsNow } from '#server/referrals/urgencyStore.ts'
import { referralFacts, stageFacts } from './referralFacts.ts'
import { countsOn } from './workforce.ts'
import { officeOn } from './officeHours.ts'
import { finishedJobs, lateness, withOwnCauses } from './store.ts'
import { claimFacts, personToilFacts } from './toilFacts.ts'
import { workingTimeFacts } from './workingTimeFacts.ts'

/** What was asked for: a report, its days, and for a comparison the day between its sides. */
export interface Asked extends Days {
  readonly report: ReportKey
  readonly change?: LondonDay | undefined
  /** What an hour of one AMHP costs, in pence. */
  readonly hourCost?: number | undefined
}

export interface Made {
  readonly tables: readonly CountedTable[]
  readonly sentences: readonly string[]
  /** The cases that the figures rest on, where they are cases: those still open make them provisional. */
  readonly cases?: readonly { readonly closedAt: unknown }[]
}

const makers: Record<ReportKey, (context: Context, asked: Asked) => Promise<Made>> = {
  async referrals(context, asked) {
    const [cases, councils, { words }] = await Promise.all([
      referralFacts(context, asked, cameFields),
      councilNames(context),
      bandsNow(context),
    ])
    return {
      cases,
      tables: referralTables(cases, councils, words),
      sentences: [`${cases.length} referrals were received.`],
    }
  },
  async stages(context, asked) {
    const cases = await stageFacts(context, asked)
    return {
      cases,
      tables: stageTables(cases),
      sentences: ['There is no national response time: compare with your own targets.'],
    }
  },
  async section136(context, asked) {
    const powers = await powerFacts(context, asked)
    return {
      tables: section136Tables(powers, context.now),
      sentences: ['The clock starts at arrival. Only the responsible doctor extends it, for the person’s condition.'],
    }
  },
  async outcomes(context, asked) {
    const cases = await referralFacts(context, asked, endedFields)
    return {
      cases,
      tables: outcomeTables(cases),
      sentences: ['Whether to detain is each AMHP’s own judgement. No outcome is counted by AMHP.'],
    }
  },
  async again(context, asked) {
    const longer = { from: addDays(asked.from, -366), to: addDays(asked.to, 28) }
    const all = await referralFacts(context, longer, backFields)
    const within = (one: BackFact): boolean => {
      const day = one.closedAt === null ? null : londonDayOf(one.closedAt)
      return day !== null && asked.from <= day && day <= asked.to
    }
    return { tables: againTables(all, within), sentences: ['Days are those of closing.'] }
  },
  async hours(context, asked) {
    const [office, cases, open, clocks, handed] = await Promise.all([
      officeOn(context, asked.to),
      referralFacts(context, asked, hoursFields),
      openFacts(context, asked),
      clockFacts(context, asked),
      handoverFacts(context, asked),
    ])
    const carried = carriedTables(open, clocks, daysFrom(asked.from, asked.to), context.now, office)
    return { cases, tables: [...hoursTables(cases, office), ...carried, handoverTable(handed)], sentences: [] }
  },
  async cover(context, asked) {
    const wider = { from: addDays(asked.from, -1), to: asked.to }
    const [cases, shifts, kept, called] = await Promise.all([
      referralFacts(context, asked, ['receivedAt']),
      rosteredFacts(context, wider),
      coverFacts(context, asked),
      calledInFacts(context, asked),
    ])
    const curves = coverTables(cases, shifts, daysFrom(asked.from, asked.to))
    return { tables: [...curves, ...keptTables(kept, called)], sentences: [] }
  },
  async choices(context, asked) {
    return {
      tables: choiceTables(await choiceFacts(context, asked)),
      sentences: ['A suggestion is not a target. No choice is counted by person.'],
    }
  },
  async partners(context, asked) {
    return {
      tables: partnerTables(await waitFacts(context, asked), context.now, asked.hourCost ?? null),
      sentences: [
        'From the waits that AMHPs timed at the scene, not from memory.',
        ...(asked.hourCost === undefined ? ['Say what an hour of an AMHP costs, to see what the waits cost.'] : []),
      ],
    }
  },
  async late(context, asked) {
    const [jobs, days, shifts] = await Promise.all([
      finishedJobs(context, asked.from, asked.to, 'late'),
      lateness(context, asked.from, asked.to),
      shiftFacts(context, asked),
    ])
    const late = jobs.map((job) => ({ ...job, ...withOwnCauses(job) }))
    const finished = days.reduce((sum, day) => sum + day.finished, 0)
    return { tables: lateTables({ late, finished, shifts, now: context.now }), sentences: [] }
  },
  async duties(context, asked) {
    const [cases, reasons, papers, doctors] = await Promise.all([
      referralFacts(context, asked, doneFields),
      reasonsFacts(context, asked),
      papersFacts(context, asked),
      doctorFacts(context, asked),
    ])
    return {
      cases,
      tables: [
        ...reasonsTables(reasons, context.now),
        relativeTable(papers),
        ...doctorTables(doctors, cases),
        ...outlineTables(papers, cases),
      ],
      sentences: ['From what is on each record’s papers. What nobody wrote down is not recorded, and never done.'],
    }
  },
  async rest(context, asked) {
    const facts = await workingTimeFacts(context, asked)
    const near = { from: addDays(asked.from, -DAYS_BESIDE), to: addDays(asked.to, DAYS_BESIDE) }
    const beside = facts.shifts.filter(({ day }) => near.from <= day && day <= near.to)
    const shifts = beside.filter(({ day }) => asked.from <= day && day <= asked.to)
    const weeks = (daysBetween(asked.from, asked.to) + 1) / 7
    const people = facts.people.filter(({ leftOn }) => leftOn === null || leftOn > asked.from)
    const daily = restTables(shifts, people, weeks, restsOf(beside, facts.others, asked))
    return { tables: [...daily, ...workingTimeTables({ ...facts, people })], sentences: [] }
  },
  async equality(context, asked) {
    const cases = await referralFacts(context, asked, equalityFields)
    return { cases, tables: equalityTables(cases), sentences: [] }
  },
  async completeness(context, asked) {
    const [cases, asks] = await Promise.all([referralFacts(context, asked, filledFields), askFacts(context, asked)])
    return { tables: [...completenessTables(cases), asksTable(asks, context.now)], sentences: [] }
  },
  async workforce(context, { from, to }) {
    const { people, counts, acting, sentences } = await workforceOn(context, from, to)
    return { tables: workforceTables(people, counts, [from, to], acting), sentences }
  },
  async survey(context, { from, to }) {
    const { people, counts, acting, sentences } = await workforceOn(context, from, to)
    return { tables: surveyTables(people, counts, to, acting), sentences }
  },
  async foi(context, asked) {
    const [cases, people] = await Promise.all([referralFacts(context, asked, yearFields), amhpFacts(context)])
    return { cases, tables: foiTables(cases, people, [asked.from, asked.to]), sentences: [] }
  },
  change: changeReport,
  async toil(context, asked) {
    const [moved, owed, claims, duty, people] = await Promise.all([
      toilMoved(context, asked),
      toilOwed(context, asked.to),
      claimFacts(context, asked),
      dutyShiftsOver(context, asked),
      personToilFacts(context, asked),
    ])
    const tables = [...toilTables(moved, owed), ...claimTables(claims, duty), ...personToilTables(people)]
    return { tables, sentences: [] }
  },
}

async function workforceOn(context: Context, from: LondonDay, to: LondonDay) {
  const [people, trainees, counted, then, now] = await Promise.all([
    amhpFacts(context),
    traineesNow(context),
    countsOn(context, to),
    actingOn(context, from),
    actingOn(context, to),
  ])
  const sentences = counted ? [`Counts from the employers’ records are of ${formatDate(counted.day)}.`] : []
  const counts = { trainees, recorded: counted?.counts ?? null }
  return { people, counts, acting: [then, now], sentences } as const
}

/** A report with who stands behind its numbers: that part stays here. */
export async function countedReport(
  context: Context,
  asked: Asked,
): Promise<{ readonly report: Report; readonly tables: readonly CountedTable[] }> {
  const { tables, sentences, cases } = await makers[asked.report](context, asked)
  const open = cases?.filter(({ closedAt }) => closedAt === null).length ?? 0
  const report: Report = {
    key: asked.report,
    title: reportTitles[asked.report],
    sentences,
    asAt: context.now,
    firstDay: asked.from,
    lastDay: asked.to,
    view: 'work',
    provisional: open === 0 ? null : `${open} of ${cases?.length ?? 0} are still open, so these figures can move.`,
    tables: tables.map(withoutCases),
  }
  return { report, tables }
}
