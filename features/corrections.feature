Feature: Late, wrong, contested and protected

  What was written stays. What comes late counts on its own day, what was an error no longer counts,
  and what may be evidence is restricted rather than erased. Death ends a matter; two people who
  decide at once cannot both be right.
  Sources: Data Protection Act 2018 ss.46 to 48 [68][68a]; Home Office outcomes open data, outcome 5
  [52]; on complaints and reviews domain notes section 7, case 47 [R]; cases 8, 32, 53 and 54 [R].

  Rule: What comes late needs a reason

    @case-32
    Scenario Outline: The last that is told is of 3 March 2020; then a missed session of <day>
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And signs of exploitation were seen on 3 March 2020
      When a session that was missed of <day> is told
      Then <answer>

      Examples: Before the last that is told, and from it on
        | day          | answer                            |
        | 2 March 2020 | it needs a reason for coming late |
        | 3 March 2020 | it is allowed                     |
        | 4 March 2020 | it is allowed                     |

    @case-32
    Scenario: With a reason it counts on its own day
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And no signs of exploitation were seen on 3 March 2020
      When a pause of 3 February 2020 is told, and why it comes late
      Then on 2 February 2020 they are under contract
      And on 3 February 2020 they are paused
      And on 3 March 2020 they are paused

    @case-32
    Scenario: Even with a reason it does not change what came after
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And signs of exploitation were seen on 3 March 2020
      When a screening without signs of 2 March 2020 is told, and why it comes late
      Then it comes too late
      And on 3 March 2020 they are held for their safety

  Rule: What was recorded in error stays on the page and no longer counts

    @case-32
    Scenario: A finding in error
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And a breach of 3 March 2020 was alleged on 4 March 2020
      And the breach was confirmed on 9 March 2020
      When the finding is recorded in error, as is seen on 10 March 2020
      Then on 10 March 2020 they are held by an allegation
      And the finding is still on the page

    @case-32
    Scenario: The correction was the error
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And a breach of 3 March 2020 was alleged on 4 March 2020
      And the breach was confirmed on 9 March 2020
      And the finding was recorded in error, as was seen on 10 March 2020
      When the correction is recorded in error, as is seen on 11 March 2020
      Then on 11 March 2020 they are found in breach

    @case-32
    Scenario: A year that was written wrongly is put right at once
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And the work was paused for illness on 3 February 2021
      When the pause is recorded in error, as is seen on 4 February 2020, and why it comes late
      Then on 3 February 2021 they are awaiting completion
      And the pause is still on the page

    Scenario Outline: What cannot be corrected so: <what>
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And a breach of 3 March 2020 was alleged on 4 March 2020
      And the breach was confirmed on 9 March 2020
      And the finding was recorded in error, as was seen on 10 March 2020
      When <entry> is recorded in error, as is seen on 11 March 2020
      Then it cannot be corrected so

      Examples: An arrest is voided instead
        | what                  | entry       |
        | an arrest             | the arrest  |
        | what no longer counts | the finding |

    Scenario: What the participant contests is marked, and counts until it is settled
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And a breach of 3 March 2020 was alleged on 4 March 2020
      And the breach was confirmed on 9 March 2020
      When the participant contests the finding on 10 March 2020
      Then the finding is marked as contested
      And on 10 March 2020 they are found in breach

  Rule: What may be evidence is restricted, not erased

    @case-54
    Scenario: Erasure is asked for in the middle of a contract
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      When the page is erased on 3 March 2020
      Then it is out of turn

    @case-54
    Scenario: The page is restricted instead
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      When the page is restricted on 3 March 2020
      Then normal reads no longer show the page
      And on 3 March 2020 they are under contract

    @case-54
    Scenario: The restriction is lifted
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And the page was restricted on 3 March 2020
      When the restriction is lifted on 4 March 2020
      Then normal reads show the page again

    @case-54
    Scenario: Completed, and the matter not yet closed
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin completed on 11 April 2020 a contract signed on 10 December 2019
      When the page is erased on 20 April 2020
      Then it is out of turn

    @case-54
    Scenario: Completed, and the matter closed
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin completed on 11 April 2020 a contract signed on 10 December 2019
      And the matter was closed on 14 April 2020 with outcome 22
      When the page is erased on 20 April 2020
      Then it is allowed

    @case-54
    Scenario: Completed, the matter closed, and the page restricted
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin completed on 11 April 2020 a contract signed on 10 December 2019
      And the matter was closed on 14 April 2020 with outcome 22
      And the page was restricted on 16 April 2020
      When the page is erased on 20 April 2020
      Then it is out of turn

    Scenario: Nothing more is written on an erased page
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin completed on 11 April 2020 a contract signed on 10 December 2019
      And the matter was closed on 14 April 2020 with outcome 22
      And the page was erased on 20 April 2020
      When an offence of 3 March 2020 is alleged on 4 May 2020
      Then it is gone for good

  Rule: A complaint, review or appeal holds destruction, and changes nothing else

    @case-47
    Scenario: A complaint about a matter that is closed
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin completed on 11 April 2020 a contract signed on 10 December 2019
      And the matter was closed on 14 April 2020 with outcome 22
      And a complaint was brought on 16 April 2020
      When the page is erased on 20 April 2020
      Then it is out of turn
      And on 16 April 2020 they are closed
      And on 16 April 2020 the record is avoided

    @case-47
    Scenario: The complaint came to an end
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin completed on 11 April 2020 a contract signed on 10 December 2019
      And the matter was closed on 14 April 2020 with outcome 22
      And a complaint was brought on 16 April 2020
      And a complaint came to an end on 20 April 2020
      When the page is erased on 20 April 2020
      Then it is allowed

  Rule: Death ends every open matter, and is nobody's breach

    @case-08
    Scenario: During the contract
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And a breach of 3 March 2020 was alleged on 4 March 2020
      When they die on 9 March 2020
      Then the matter is closed with outcome 5
      And on 8 March 2020 the record is at risk
      And on 9 March 2020 the record is none, for another reason

    @case-08
    Scenario: Nothing is held against the dead
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And a breach of 3 March 2020 was alleged on 4 March 2020
      And they died on 9 March 2020
      When the breach is confirmed on 10 March 2020
      Then it is out of turn

    @case-08
    Scenario: After completion, before the matter was closed
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin completed on 11 April 2020 a contract signed on 10 December 2019
      When they die on 20 April 2020
      Then the matter is closed with outcome 5
      And on 20 April 2020 the record is none, for another reason

    @case-08
    Scenario: After the matter was closed
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin completed on 11 April 2020 a contract signed on 10 December 2019
      And the matter was closed on 14 April 2020 with outcome 22
      When they die on 20 April 2020
      Then the matter is closed with outcome 22
      And on 20 April 2020 the record is avoided

  Rule: Of two who decide at once, one has to decide again

    @case-53
    Scenario Outline: The <first> is written first
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And completion and a breach were put forward at once on 11 April 2020
      When the <first> is written first
      Then it is <answer>
      And on 11 April 2020 they are <standing>

      Examples: Each could have been written, and both cannot
        | first      | answer         | standing              |
        | completion | out of turn    | completed             |
        | breach     | refused for F5 | held by an allegation |
