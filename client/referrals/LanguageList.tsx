import { interpreterLanguages } from '#shared/referrals/triaging/answerLists.ts'

/** What a box for an interpreter's language names as its `list`. */
export const LANGUAGE_LIST = 'interpreter-languages'

/** Languages to pick from while another is typed as it is said. */
export const LanguageList = () => (
  <datalist id={LANGUAGE_LIST}>
    {interpreterLanguages.map((language) => (
      <option key={language} value={language}>
        {language}
      </option>
    ))}
  </datalist>
)
