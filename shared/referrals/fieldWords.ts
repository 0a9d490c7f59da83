import type { ChangeableField } from './change.ts'

/** What each fact of a referral is called on screen. */
export const fieldNames: Record<ChangeableField, string> = {
  callerName: 'Who is calling',
  callerPhone: 'Call back on',
  lastName: 'Last name',
  firstName: 'First name',
  bornOn: 'Date of birth or age',
  ageYears: 'Date of birth or age',
  ageIsEstimate: 'Date of birth or age',
  gender: 'Gender',
  nhsNumber: 'NHS number',
  place: 'Where they are now',
  placeId: 'Where they are now',
  happening: 'What is happening',
  riskToStaff: 'Risk to staff who visit',
  riskDetail: 'Risk to staff who visit',
  homeAddress: 'Home',
  personPhone: 'Telephone of the person',
  nearestRelative: 'Nearest relative',
  interpreter: 'Interpreter',
  asksFor: 'Asks for',
  wayIn: 'Way in',
  councilId: 'Council',
}
