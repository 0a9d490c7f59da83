import type { CouncilId, EmployerId, PlaceId, TeamId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { checkCouncil, checkEnd, checkName, checkShiftsThere, checkStaggered } from '#shared/register/setUp.ts'
import { keepCouncil, keepEmployer, keepPlace, keepTeam, setDetails } from '#shared/register/setUpContract.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { effect, handle } from '#server/kernel/handle.ts'
import {
  changedSince,
  holdSetUp,
  keptCouncils,
  keptDetails,
  keptEmployers,
  keptPlaces,
  keptTeams,
  noteChange,
  openAt,
  openWork,
  renameTeam,
  shiftsAt,
  usesEmployer,
  usesPlace,
  usesTeam,
} from './setUpStore.ts'

const nameTaken = { code: 'name-taken', field: 'name', ended: false } as const
const nobody = { people: [], templates: [], open: 0 }

export const detailsSet = handle(setDetails, {
  needs: 'set up the service',
  constraints: { one_service_per_name: { code: 'service-name-taken', field: 'name' } },
  async run({ seenVersion, ...sent }, context) {
    const { sql, actor, now } = context
    await holdSetUp(context)
    const { version, ...before } = await keptDetails(context)
    if (version !== seenVersion) return changedSince(context, actor.serviceId, version)
    const checked = checkStaggered(sent.staggeredFrom, londonDayOf(now))
    if (!checked.ok) return checked
    await sql`
      update services set name = ${sent.name}, council_name = ${sent.councilName}, hub_phone = ${sent.hubPhone},
        out_of_hours_name = ${sent.outOfHoursName}, out_of_hours_phone = ${sent.outOfHoursPhone}, quiet_word = ${sent.quietWord},
        triage_target_minutes = ${sent.triageTargetMinutes}, staggered_from = ${sent.staggeredFrom}, version = version + 1
      where id = ${actor.serviceId}`
    const change = { about: 'details', id: actor.serviceId, version: version + 1, before, after: sent } as const
    return effect({ version: version + 1 }, { type: 'service-details-set', ...(await noteChange(context, change)) })
  },
})

export const councilKept = handle(keepCouncil, {
  needs: 'set up the service',
  constraints: { one_council_per_name: nameTaken },
  async run({ councilId, seenVersion, ...sent }, context) {
    const { sql, actor, now } = context
    await holdSetUp(context)
    const [all, work] = await Promise.all([keptCouncils(context), openWork(context)])
    const before = all.find((one) => one.id === councilId) ?? null
    if (councilId !== null && !before) return refuse({ code: 'council-not-found' })
    if (before && before.version !== seenVersion) return changedSince(context, before.id, before.version)
    const others = all.filter((one) => one !== before)
    const open = before ? openAt(work, 'councilId', before.id) : 0
    const checked = checkCouncil(sent, before, others, open, londonDayOf(now))
    if (!checked.ok) return checked
    const id = councilId ?? (crypto.randomUUID() as CouncilId)
    await sql`
      insert into councils (service_id, id, name, acted_for, last_day)
      values (${actor.serviceId}, ${id}, ${sent.name}, ${sent.actedFor}, ${sent.lastDay})
      on conflict on constraint councils_pkey do update
      set name = excluded.name, acted_for = excluded.acted_for, last_day = excluded.last_day, version = councils.version + 1`
    const version = (before?.version ?? 0) + 1
    const change = await noteChange(context, {
      about: 'council',
      id,
      version,
      before: before && { ...before },
      after: sent,
    })
    return effect({ councilId: id, version }, { type: 'council-kept', ...change })
  },
})

export const employerKept = handle(keepEmployer, {
  needs: 'set up the service',
  constraints: { one_employer_per_name: nameTaken },
  async run({ employerId, seenVersion, ...sent }, context) {
    const { sql, actor, now } = context
    await holdSetUp(context)
    const all = await keptEmployers(context)
    const before = all.find((one) => one.id === employerId) ?? null
    if (employerId !== null && !before) return refuse({ code: 'employer-not-found' })
    if (before && before.version !== seenVersion) return changedSince(context, before.id, before.version)
    const checked = checkName(sent.name, employerId, all)
    if (!checked.ok) return checked
    const free = checkEnd(before, sent, before && sent.ended ? await usesEmployer(context, before.id) : nobody)
    if (!free.ok) return free
    const id = employerId ?? (crypto.randomUUID() as EmployerId)
    const endedAt = sent.ended ? now : null
    await sql`
      insert into employers (service_id, id, name, kind, ended_at)
      values (${actor.serviceId}, ${id}, ${sent.name}, ${sent.kind}, ${endedAt})
      on conflict on constraint employers_pkey do update
      set name = excluded.name, kind = excluded.kind, version = employers.version + 1,
        ended_at = case when excluded.ended_at is null then null else coalesce(employers.ended_at, excluded.ended_at) end`
    const version = (before?.version ?? 0) + 1
    const change = await noteChange(context, {
      about: 'employer',
      id,
      version,
      before: before && { ...before },
      after: sent,
    })
    return effect({ employerId: id, version }, { type: 'employer-kept', ...change })
  },
})

export const teamKept = handle(keepTeam, {
  needs: 'set up the service',
  constraints: { one_team_per_name: nameTaken },
  async run({ teamId, seenVersion, ...sent }, context) {
    const { sql, actor, now } = context
    await holdSetUp(context)
    const all = await keptTeams(context)
    const before = all.find((one) => one.id === teamId) ?? null
    if (teamId !== null && !before) return refuse({ code: 'team-not-found' })
    if (before && before.version !== seenVersion) return changedSince(context, before.id, before.version)
    const checked = checkName(sent.name, teamId, all)
    if (!checked.ok) return checked
    const free = checkEnd(before, sent, before && sent.ended ? await usesTeam(context, before) : nobody)
    if (!free.ok) return free
    const id = teamId ?? (crypto.randomUUID() as TeamId)
    const endedAt = sent.ended ? now : null
    if (before && before.name !== sent.name) await renameTeam(context, before.id, before.name, sent.name)
    await sql`
      insert into home_teams (service_id, id, name, ended_at) values (${actor.serviceId}, ${id}, ${sent.name}, ${endedAt})
      on conflict on constraint home_teams_pkey do update set version = home_teams.version + 1,
        ended_at = case when excluded.ended_at is null then null else coalesce(home_teams.ended_at, excluded.ended_at) end`
    const version = (before?.version ?? 0) + 1
    const change = await noteChange(context, {
      about: 'team',
      id,
      version,
      before: before && { ...before },
      after: sent,
    })
    return effect({ teamId: id, version }, { type: 'home-team-kept', ...change })
  },
})

export const placeKept = handle(keepPlace, {
  needs: 'set up the service',
  constraints: { one_place_per_name: nameTaken },
  async run({ placeId, seenVersion, shiftsSeen, ...sent }, context) {
    const { sql, actor, now } = context
    await holdSetUp(context)
    const all = await keptPlaces(context)
    const before = all.find((one) => one.id === placeId) ?? null
    if (placeId !== null && !before) return refuse({ code: 'place-not-found' })
    if (before && before.version !== seenVersion) return changedSince(context, before.id, before.version)
    const checked = checkName(sent.name, placeId, all)
    if (!checked.ok) return checked
    const free = checkEnd(before, sent, before && sent.ended ? await usesPlace(context, before.id) : nobody)
    if (!free.ok) return free
    const closes = before !== null && sent.ended && !before.ended
    const shifts = checkShiftsThere(closes ? await shiftsAt(context, before.id) : [], shiftsSeen)
    if (!shifts.ok) return shifts
    const id = placeId ?? (crypto.randomUUID() as PlaceId)
    const { name, kind, town, address, phone, wayIn } = sent
    await sql`
      insert into places (service_id, id, name, kind, town, address, phone, way_in, ended_at)
      values (${actor.serviceId}, ${id}, ${name}, ${kind}, ${town}, ${address}, ${phone}, ${wayIn}, ${sent.ended ? now : null})
      on conflict on constraint places_pkey do update
      set name = excluded.name, kind = excluded.kind, town = excluded.town, address = excluded.address, phone = excluded.phone,
        way_in = excluded.way_in, version = places.version + 1,
        ended_at = case when excluded.ended_at is null then null else coalesce(places.ended_at, excluded.ended_at) end`
    const version = (before?.version ?? 0) + 1
    const change = await noteChange(context, {
      about: 'place',
      id,
      version,
      before: before && { ...before },
      after: sent,
    })
    return effect({ placeId: id, version }, { type: 'place-kept', ...change })
  },
})
