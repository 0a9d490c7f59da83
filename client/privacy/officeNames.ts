import type { Office } from '#shared/privacy/contract.ts'

export const officeNames: Record<Office, string> = {
  'data-protection': 'Data protection officer',
  caldicott: 'Caldicott guardian',
  'clinical-safety': 'Clinical safety officer',
}
