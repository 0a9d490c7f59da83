/** The ethnic groups of the 2021 census of England, with "not stated" left to how an answer is given. */
export const ethnicGroups = {
  'white-british': 'White: English, Welsh, Scottish, Northern Irish or British',
  'white-irish': 'White: Irish',
  'white-traveller': 'White: Gypsy or Irish Traveller',
  'white-roma': 'White: Roma',
  'white-other': 'White: any other',
  'mixed-caribbean': 'Mixed: White and Black Caribbean',
  'mixed-african': 'Mixed: White and Black African',
  'mixed-asian': 'Mixed: White and Asian',
  'mixed-other': 'Mixed: any other',
  'asian-indian': 'Asian: Indian',
  'asian-pakistani': 'Asian: Pakistani',
  'asian-bangladeshi': 'Asian: Bangladeshi',
  'asian-chinese': 'Asian: Chinese',
  'asian-other': 'Asian: any other',
  'black-caribbean': 'Black: Caribbean',
  'black-african': 'Black: African',
  'black-other': 'Black: any other',
  arab: 'Arab',
  other: 'Any other',
}

/** Under what somebody is held or cared for at the moment of the call. */
export const legalStatuses = {
  none: 'No power, at home or informal',
  s2: 'Section 2',
  s3: 'Section 3',
  s4: 'Section 4',
  's5-2': 'Section 5(2)',
  's5-4': 'Section 5(4)',
  s135: 'Section 135',
  s136: 'Section 136',
  cto: 'Community treatment order',
  's17-leave': 'On leave, section 17',
  guardianship: 'Guardianship',
  's37-41': 'Section 37/41',
  dols: 'Deprivation of Liberty Safeguards',
}

/** What somebody says of themselves; kept in words, because the referral holds it so. */
export const genders = { Woman: 'Woman', Man: 'Man', 'Non-binary': 'Non-binary', Another: 'Another' }

/** The main languages of the 2021 census of England, British Sign Language among them, and any other. */
export const languages = {
  english: 'English',
  bsl: 'British Sign Language',
  polish: 'Polish',
  romanian: 'Romanian',
  panjabi: 'Panjabi',
  urdu: 'Urdu',
  portuguese: 'Portuguese',
  spanish: 'Spanish',
  arabic: 'Arabic',
  bengali: 'Bengali, with Sylheti and Chatgaya',
  gujarati: 'Gujarati',
  italian: 'Italian',
  tamil: 'Tamil',
  french: 'French',
  lithuanian: 'Lithuanian',
  chinese: 'A Chinese language',
  turkish: 'Turkish',
  bulgarian: 'Bulgarian',
  persian: 'Persian or Farsi',
  ukrainian: 'Ukrainian',
  somali: 'Somali',
  kurdish: 'Kurdish',
  other: 'Another',
}

/**
 * What is suggested where an interpreter is asked for; anything else may be typed, and is kept as typed. Each with the names by which a
 * register may say that somebody speaks it, as the suggestion looks for those in what was typed.
 */
export const interpreterLanguages: readonly string[] = Object.entries(languages)
  .filter(([code]) => code !== 'english' && code !== 'other')
  .map(([code, words]) => (code === 'bsl' ? `${words} (BSL)` : words))

export const adherence = {
  taking: 'Taken as prescribed',
  partly: 'Taken in part',
  'not-taking': 'Not taken',
  'none-prescribed': 'None prescribed',
}

export const substanceUse = {
  'none-known': 'None known',
  alcohol: 'Alcohol',
  drugs: 'Drugs',
  both: 'Alcohol and drugs',
  withdrawing: 'Withdrawing now',
}

export const physicalHealth = {
  'none-known': 'Nothing known',
  known: 'A known condition',
  'needs-attention': 'Needs medical attention now',
}

/** What whoever rings thinks of the person’s capacity to decide about coming into hospital (Mental Capacity Act 2005 s.2, s.3). */
export const capacityViews = {
  has: 'Has capacity',
  lacks: 'Lacks capacity',
  fluctuates: 'It fluctuates',
  'not-assessed': 'Nobody has assessed it',
}
