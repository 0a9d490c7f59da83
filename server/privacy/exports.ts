import type { ExportId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { fieldClasses } from '#shared/kernel/trace.ts'
import {
  exported as exportedQuery,
  exportPerson as exportPersonCommand,
  findPerson as findPersonQuery,
  previewExport as previewExportQuery,
  type Candidate,
} from '#shared/privacy/contract.ts'
import { keysOf, withheldFrom } from '#shared/privacy/exportDocument.ts'
import { foldName, readSought, type Sought } from '#shared/referrals/finding.ts'
import { fullName } from '#shared/referrals/personWords.ts'
import type { LondonDay } from '#shared/time/london.ts'
import { answer, effect, handle } from '#server/kernel/handle.ts'
import { countHidden, exportMade, findCandidates, prepare, saveExport, type Found } from './exportStore.ts'

function fitsOf(found: Found, { number, nhsNumber, words }: Sought, bornOn: LondonDay | null): Candidate['fits'] {
  const name = foldName(fullName(found))
  return [
    ...(nhsNumber !== null && found.nhsNumber === nhsNumber ? (['nhs-number'] as const) : []),
    ...(words.length > 0 && words.every((word) => name.includes(word)) ? (['name'] as const) : []),
    ...(bornOn !== null && found.bornOn === bornOn ? (['birth'] as const) : []),
    ...(found.number === number ? (['reference'] as const) : []),
  ]
}

export const findPerson = answer(findPersonQuery, {
  needs: 'export a person',
  async run({ text, bornOn }, context) {
    const sought = readSought(text)
    const found = await findCandidates(context, sought, bornOn)
    const hidden = await countHidden(
      context,
      found.map(({ id }) => id),
    )
    return { found: found.map((one) => ({ ...one, fits: fitsOf(one, sought, bornOn) })), hidden }
  },
  reveals: ({ found }) => found.map(({ id }) => id),
  shows: { as: 'row', fields: ['identity'] },
  sought: ({ text }) => text,
})

export const previewExport = answer(previewExportQuery, {
  needs: 'export a person',
  stepUp: true,
  async run({ referralIds }, context) {
    const prepared = await prepare(context, referralIds)
    return prepared && { referralIds, ...prepared }
  },
  reveals: (given) => given?.referralIds ?? [],
  shows: { as: 'whole', fields: fieldClasses },
})

/** What is exported is not in the answer: that is kept for a week, in case the command is sent twice. */
export const exportPerson = handle(exportPersonCommand, {
  needs: 'export a person',
  stepUp: true,
  async run({ referralIds, seq, withheld }, context) {
    const prepared = await prepare(context, referralIds)
    if (!prepared) return refuse({ code: 'referral-not-found' })
    if (prepared.seq !== seq) return refuse({ code: 'export-outdated' })
    const keys = keysOf(prepared.document)
    if (withheld.some(([key]) => !keys.has(key))) return refuse({ code: 'mark-unknown', field: 'withheld' })
    const id = crypto.randomUUID() as ExportId
    await saveExport(context, { id, referralIds, withheld: Object.fromEntries(withheld), seq })
    const data = { exportId: id, withheld: withheld.length }
    const [first, ...rest] = referralIds.map((referralId) => ({ type: 'person-exported', referralId, data }))
    return first ? effect({ exportId: id }, first, ...rest) : refuse({ code: 'referral-not-found' })
  },
})

export const exported = answer(exportedQuery, {
  needs: 'export a person',
  stepUp: true,
  async run({ exportId }, context) {
    const made = await exportMade(context, exportId)
    const prepared = made && (await prepare(context, made.referralIds))
    if (!made || !prepared || prepared.seq !== made.seq) return null
    return { referralIds: made.referralIds, document: withheldFrom(prepared.document, made.withheld) }
  },
  exports: true,
  reveals: (given) => given?.referralIds ?? [],
  shows: { as: 'whole', fields: fieldClasses },
})
