import type { PatternId, PatternPlaceId, RotaExceptionId, SharedDutyId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import {
  endException,
  keepPattern,
  keepPlace,
  keepSharedDuty,
  patterns,
  setException,
} from '#shared/rota/patternContract.ts'
import { checkShiftTimes } from '#shared/rota/shiftTemplate.ts'
import { addDays, londonDayOf, mondayOf } from '#shared/time/london.ts'
import { answer, effect, handle } from '#server/kernel/handle.ts'
import {
  countHere,
  dutyRows,
  endPlaceBefore,
  exceptionRows,
  insertDuty,
  insertPattern,
  insertPlace,
  lockDuty,
  lockPattern,
  lockPlace,
  patternRows,
  placeRows,
  replaceSharers,
  updateDuty,
  updatePattern,
  updatePlace,
} from './patternStore.ts'
import { personIsHere } from './publishStore.ts'
import { peopleOfRota, templateRows } from './reading.ts'
import { changedMeanwhile } from './ruleStore.ts'
import { lockPeople } from './store.ts'

export const showPatterns = answer(patterns, {
  needs: 'plan the rota',
  reveals: 'nobody',
  async run(_asked, context) {
    const today = londonDayOf(context.now)
    const [rows, places, duties, exceptions, people, templates] = await Promise.all([
      patternRows(context),
      placeRows(context, today, null),
      dutyRows(context),
      exceptionRows(context, today, null),
      peopleOfRota(context, today, today),
      templateRows(context),
    ])
    return {
      patterns: rows,
      places,
      duties,
      exceptions,
      people: people.map(({ personId, name, contractedMinutesPerWeek }) => ({
        personId,
        name,
        contractedMinutesPerWeek,
      })),
      templates,
      nextMonday: addDays(mondayOf(today), 7),
    }
  },
})

export const patternKept = handle(keepPattern, {
  needs: 'plan the rota',
  constraints: { one_pattern_per_name: { code: 'pattern-name-taken', field: 'name' } },
  async run({ patternId, seenVersion, ...fields }, context) {
    for (const turn of fields.weeks.flat()) {
      const checked = checkShiftTimes(turn)
      if (!checked.ok) return checked
    }
    if (patternId === null) {
      // A fresh id is branded where it is made.
      const id = crypto.randomUUID() as PatternId
      await insertPattern(context, id, fields)
      return effect(
        { patternId: id, version: 1 },
        { type: 'rota-pattern-kept', data: { id, weeks: fields.weeks.length } },
      )
    }
    const found = await lockPattern(context, patternId)
    if (!found) return refuse({ code: 'pattern-not-found' })
    if (found.version !== seenVersion) return changedMeanwhile(context, 'rota-pattern-kept', patternId, found.version)
    await updatePattern(context, patternId, fields)
    return effect(
      { patternId, version: seenVersion + 1 },
      { type: 'rota-pattern-kept', data: { id: patternId, weeks: fields.weeks.length, retired: fields.retired } },
    )
  },
})

export const placeKept = handle(keepPlace, {
  needs: 'plan the rota',
  constraints: { one_pattern_at_a_time: { code: 'pattern-place-taken', field: 'personId' } },
  async run({ placeId, seenVersion, ...place }, context) {
    if (place.lastDay !== null && place.lastDay < place.firstDay)
      return refuse({ code: 'days-the-wrong-way-round', field: 'lastDay' })
    const found = placeId === null ? null : await lockPlace(context, placeId)
    if (placeId !== null && !found) return refuse({ code: 'place-not-found' })
    if (found && placeId !== null && found.version !== seenVersion)
      return changedMeanwhile(context, 'pattern-place-kept', placeId, found.version)
    const [pattern, [person]] = await Promise.all([
      lockPattern(context, place.patternId),
      lockPeople(context, [place.personId]),
    ])
    if (!pattern) return refuse({ code: 'pattern-not-found' })
    if (!person) return refuse({ code: 'person-unknown', field: 'personId' })
    const id = placeId ?? (crypto.randomUUID() as PatternPlaceId)
    const ended = placeId === null ? await endPlaceBefore(context, place.personId, place.firstDay) : null
    if (placeId === null) await insertPlace(context, id, place)
    else await updatePlace(context, id, place)
    const { patternId, firstDay, lastDay, offsetWeeks } = place
    return effect(
      { placeId: id, version: placeId === null ? 1 : seenVersion + 1, ended },
      {
        type: 'pattern-place-kept',
        personId: place.personId,
        data: { id, patternId, firstDay, lastDay, offsetWeeks, ended },
      },
    )
  },
})

export const sharedDutyKept = handle(keepSharedDuty, {
  needs: 'plan the rota',
  constraints: { one_shared_duty_per_name: { code: 'shared-duty-name-taken', field: 'name' } },
  async run({ dutyId, seenVersion, people, ...duty }, context) {
    const length = checkShiftTimes(duty)
    if (!length.ok) return length
    if (duty.lastDay !== null && duty.lastDay < duty.firstDay)
      return refuse({ code: 'days-the-wrong-way-round', field: 'lastDay' })
    const found = dutyId === null ? null : await lockDuty(context, dutyId)
    if (dutyId !== null && !found) return refuse({ code: 'shared-duty-not-found' })
    if (found && dutyId !== null && found.version !== seenVersion)
      return changedMeanwhile(context, 'shared-duty-kept', dutyId, found.version)
    const ids = new Set(people.map(({ personId }) => personId))
    // Somebody named twice would have two parts of it.
    if (ids.size !== people.length || (await countHere(context, [...ids])) !== ids.size)
      return refuse({ code: 'person-unknown', field: 'personId' })
    const id = dutyId ?? (crypto.randomUUID() as SharedDutyId)
    if (dutyId === null) await insertDuty(context, id, duty)
    else await updateDuty(context, id, duty)
    await replaceSharers(context, id, people)
    return effect(
      { dutyId: id, version: dutyId === null ? 1 : seenVersion + 1 },
      { type: 'shared-duty-kept', data: { id, how: duty.how, people } },
    )
  },
})

export const exceptionSet = handle(setException, {
  needs: 'plan the rota',
  constraints: { one_exception_per_day: { code: 'exception-taken', field: 'day' } },
  async run({ personId, day, turns, why }, context) {
    const { sql, actor, now } = context
    if (day < londonDayOf(now)) return refuse({ code: 'day-is-past', field: 'day' })
    for (const turn of turns) {
      const checked = checkShiftTimes(turn)
      if (!checked.ok) return checked
    }
    if (!(await personIsHere(context, personId))) return refuse({ code: 'person-unknown', field: 'personId' })
    const exceptionId = crypto.randomUUID() as RotaExceptionId
    // A later word about the day takes the place of an earlier one, which stays on record.
    await sql`
      update rota_exceptions set ended_at = ${now}
      where service_id = ${actor.serviceId} and person_id = ${personId} and day = ${day} and ended_at is null`
    await sql`
      insert into rota_exceptions (id, person_id, day, turns, why, made_by, made_at)
      values (${exceptionId}, ${personId}, ${day}, ${JSON.stringify(turns)}::text::jsonb, ${why}, ${actor.personId}, ${now})`
    return effect(
      { exceptionId },
      { type: 'rota-exception-set', personId, data: { id: exceptionId, day, turns: turns.length } },
    )
  },
})

export const exceptionEnded = handle(endException, {
  needs: 'plan the rota',
  async run({ exceptionId }, { sql, actor, now }) {
    const [ended] = await sql<{ personId: string; day: string }[]>`
      update rota_exceptions set ended_at = ${now}
      where service_id = ${actor.serviceId} and id = ${exceptionId} and ended_at is null returning person_id as "personId", day`
    if (!ended) return refuse({ code: 'exception-not-found' })
    return effect({ ended: true }, { type: 'rota-exception-ended', data: { id: exceptionId, day: ended.day } })
  },
})
