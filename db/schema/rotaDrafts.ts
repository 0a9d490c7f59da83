import { boolean, foreignKey, index, integer, primaryKey, text } from 'drizzle-orm/pg-core'
import type { ImportId, PersonId, ServiceId, ShiftId, ShiftTemplateId } from '#shared/kernel/ids.ts'
import type { MadeHow } from '#shared/rota/drafted.ts'
import type { Layer } from '#shared/rota/layers.ts'
import { codeColumn, hub, idColumn, instantColumn, londonDayColumn } from '../columns.ts'
import { shiftTemplates, type ShiftRole } from './rota.ts'
import { people } from './service.ts'

/** A change of the rota that is not published: a shift as it is to be. Only those who plan ever see it. */
export const draftShifts = hub.table(
  'draft_shifts',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    /** Of the shift on the rota that it changes, or of the one that it will be. */
    shiftId: idColumn<ShiftId>()('shift_id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    templateId: idColumn<ShiftTemplateId>()('template_id'),
    day: londonDayColumn('day').notNull(),
    startsAt: instantColumn('starts_at').notNull(),
    endsAt: instantColumn('ends_at').notNull(),
    role: codeColumn<ShiftRole>()('role').notNull(),
    layer: codeColumn<Layer>()('layer').notNull(),
    /** Whose it is as planned, when the draft gives it to somebody else. */
    plannedFor: idColumn<PersonId>()('planned_for'),
    /** When the turn of a pattern begins that it stands for, once it was moved by hand. Kept by the database. */
    turnStartsAt: instantColumn('turn_starts_at'),
    takenOff: boolean('taken_off').notNull().default(false),
    why: text('why').notNull().default(''),
    /** The version of the shift on the rota that it was drawn up against; 0 for a new one. */
    basedOn: integer('based_on').notNull(),
    importId: idColumn<ImportId>()('import_id'),
    /** Where it comes from: a hand, the patterns, a sheet, another week, or a fill. */
    madeHow: codeColumn<MadeHow>()('made_how').notNull().default('hand'),
    madeBy: idColumn<PersonId>()('made_by').notNull(),
    madeAt: instantColumn('made_at').notNull(),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'draft_shifts_pkey', columns: [t.serviceId, t.shiftId] }),
    index('drafts_by_day').on(t.serviceId, t.day),
    foreignKey({
      name: 'draft_for_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'draft_planned_for_a_person_of_the_service',
      columns: [t.serviceId, t.plannedFor],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'draft_from_a_template_of_the_service',
      columns: [t.serviceId, t.templateId],
      foreignColumns: [shiftTemplates.serviceId, shiftTemplates.id],
    }),
    foreignKey({
      name: 'draft_by_a_person_of_the_service',
      columns: [t.serviceId, t.madeBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)
