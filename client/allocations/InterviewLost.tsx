import { Checkbox } from '#client/ui/Field.tsx'

/** What taking a referral back costs once its AMHP has been with the person: the law's consequence, said before anything is done. */
export const InterviewLost = () => (
  <p>
    Only an AMHP who has seen the person can make the application (section 11(5)). If you take it back, another AMHP
    must interview them again. Consider sending somebody to relieve the wait instead.
  </p>
)

interface KnowsInterviewLostProps {
  readonly knows: boolean
  readonly onChange: (knows: boolean) => void
}

/** The confirmation that the hub asks for before it takes such a referral back. */
export const KnowsInterviewLost = ({ knows, onChange }: KnowsInterviewLostProps) => (
  <Checkbox
    label="I know that somebody new must interview again"
    checked={knows}
    onChange={(event) => onChange(event.target.checked)}
  />
)
