import { expect, it } from 'vitest'
import { instant } from '#shared/time/instant.ts'
import { waitNotBefore } from './notBefore.ts'
import type { WaitId } from '#shared/kernel/ids.ts'

const acceptedAt = instant('2026-11-12T17:00:00Z')
const bed = {
  id: '0b5e9d0e-0000-4000-8000-000000000001' as WaitId,
  kind: 'bed',
  startedAt: instant('2026-11-12T17:10:00Z'),
  endedAt: instant('2026-11-12T17:40:00Z'),
  note: '',
} as const

it('lets a wait begin at acceptance, and after the last of its kind', () => {
  expect(waitNotBefore({ acceptedAt, waits: [bed] }, 'ambulance')).toMatchObject({ at: acceptedAt })
  expect(waitNotBefore({ acceptedAt, waits: [bed] }, 'bed')).toMatchObject({ at: bed.endedAt })
  expect(waitNotBefore({ acceptedAt, waits: [bed] }, null)?.words).toMatch(/^You accepted the job at .*17:00/)
  expect(waitNotBefore({ acceptedAt: null, waits: [] }, null)).toBeNull()
})
