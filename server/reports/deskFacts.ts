import type { ChoiceFact } from '#shared/reports/choiceReport.ts'
import type { AskFact, ClockFact, HandoverFact, OpenFact } from '#shared/reports/deskReports.ts'
import type { DoctorFact } from '#shared/reports/doctorReports.ts'
import type { PapersFact, ReasonsFact } from '#shared/reports/dutyReports.ts'
import type { Context } from '#server/kernel/handle.ts'
import { edges, type Days } from './facts.ts'
import { aCode, aCodeOrNone, aMoment, aMomentOrNone, aYes, packed } from './packed.ts'

// As codes and moments: the database gives reports nothing else of a person.

export function askFacts({ sql }: Context, days: Days): Promise<readonly AskFact[]> {
  const { first, after } = edges(days)
  return sql<AskFact[]>`select * from hub.report_asks(${first}, ${after}) order by "askedAt"`
}

export function handoverFacts({ sql }: Context, days: Days): Promise<readonly HandoverFact[]> {
  const { first, after } = edges(days)
  return sql<HandoverFact[]>`select * from hub.report_handovers(${first}, ${after}) order by "offeredAt"`
}

/** Referrals that were open at some moment of these days, whenever they came in. */
export function openFacts(context: Context, days: Days): Promise<readonly OpenFact[]> {
  const { first, after } = edges(days)
  return packed<OpenFact>(
    context,
    { id: aCode, receivedAt: aMoment, closedAt: aMomentOrNone },
    context.sql`select * from hub.report_open(${first}, ${after})`,
  )
}

export function clockFacts({ sql }: Context, days: Days): Promise<readonly ClockFact[]> {
  const { first, after } = edges(days)
  return sql<ClockFact[]>`select * from hub.report_clocks(${first}, ${after}) order by "from"`
}

export function reasonsFacts({ sql }: Context, days: Days): Promise<readonly ReasonsFact[]> {
  const { first, after } = edges(days)
  return sql<ReasonsFact[]>`select * from hub.report_reasons(${first}, ${after}) order by "madeAt"`
}

export function choiceFacts({ sql }: Context, days: Days): Promise<readonly ChoiceFact[]> {
  const { first, after } = edges(days)
  return sql<ChoiceFact[]>`select * from hub.report_choices(${first}, ${after}) order by "allocatedAt"`
}

export function papersFacts(context: Context, days: Days): Promise<readonly PapersFact[]> {
  const { first, after } = edges(days)
  return packed<PapersFact>(
    context,
    {
      referralId: aCode,
      isNamed: aYes,
      informedAt: aMomentOrNone,
      consultedAt: aMomentOrNone,
      isExcused: aYes,
      objects: aCodeOrNone,
      displacement: aCodeOrNone,
      reportAt: aMomentOrNone,
    },
    context.sql`select * from hub.report_papers(${first}, ${after})`,
  )
}

export function doctorFacts({ sql }: Context, days: Days): Promise<readonly DoctorFact[]> {
  const { first, after } = edges(days)
  return sql<DoctorFact[]>`select * from hub.report_doctors(${first}, ${after}) order by "referralId", "examinedAt"`
}
