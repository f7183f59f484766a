Feature: Policy, and the day from which it holds

  An edition says what a scheme asks; a force's adoption says from when. Whoever enters is judged to
  the end by the edition in force on the day that eligibility was decided. Before that, anybody may
  ask what each scheme would say, and nothing is written by asking.

  Sources: Checkpoint Cymru as announced, The Guardian, 7 October 2019 [1], and as launched two months
  later, The Leader [5] and the Police and Crime Commissioner's page [7]; Durham Checkpoint [13].
  Case 27 of the domain notes.

  Rule: A force adopts an edition from a day

    Scenario Outline: Checkpoint Cymru adopted from 7 October 2019, a decision on <day>
      Given the scheme Checkpoint Cymru as announced in October 2019, adopted from 7 October 2019
      And Robin was arrested on 6 October 2019
      When eligibility is decided on <day>
      Then <answer>

      Examples:
        | day            | answer                                       |
        | 6 October 2019 | the force has not adopted the scheme by then |
        | 7 October 2019 | they are eligible                            |

    Scenario Outline: The next edition takes over on its day, a decision on <day>
      Given the scheme Checkpoint Cymru as announced in October 2019, adopted from 7 October 2019
      And the scheme Checkpoint Cymru as launched in December 2019, adopted from 9 December 2019
      And Robin was arrested on 8 December 2019
      When eligibility is decided on <day>
      Then they are judged by <edition>

      Examples:
        | day             | edition                                       |
        | 8 December 2019 | Checkpoint Cymru as announced in October 2019 |
        | 9 December 2019 | Checkpoint Cymru as launched in December 2019 |

    Scenario: One edition of a scheme, and not two, from one day
      Given the scheme Checkpoint Cymru as announced in October 2019, adopted from 7 October 2019
      When the force adopts Checkpoint Cymru as launched in December 2019 from 7 October 2019
      Then the force has adopted an edition from that day already

    Scenario: From the day after, it may
      Given the scheme Checkpoint Cymru as announced in October 2019, adopted from 7 October 2019
      When the force adopts Checkpoint Cymru as launched in December 2019 from 8 October 2019
      Then it is adopted

    Scenario: Two schemes side by side from one day
      Given the scheme Checkpoint Cymru as announced in October 2019, adopted from 7 October 2019
      When the force adopts Avon and Somerset Drugs Education Programme from 7 October 2019
      Then it is adopted

    Scenario: An edition that nobody has written
      Given the scheme Checkpoint Cymru as announced in October 2019, adopted from 7 October 2019
      When the force adopts an edition that nobody has written
      Then there is no such edition

  Rule: Advice is asked of every scheme that the force has adopted, and writes nothing

    Scenario: A denial, under three schemes
      Given the scheme Checkpoint Cymru as launched in December 2019, adopted from 9 December 2019
      And the scheme Durham Checkpoint, adopted from 9 December 2019
      And the scheme Devon and Cornwall Pathfinder, adopted from 9 December 2019
      And Robin was arrested on 10 December 2019 and denied it, on sufficient evidence
      When advice is asked on 10 December 2019
      Then the advice is
        | scheme                                        | advice         |
        | Checkpoint Cymru as launched in December 2019 | eligible       |
        | Devon and Cornwall Pathfinder                 | refused for E5 |
        | Durham Checkpoint                             | refused for E5 |
      And nothing was written

    Scenario Outline: A scheme is asked from the day of its adoption, <day>
      Given the scheme Checkpoint Cymru as launched in December 2019, adopted from 9 December 2019
      And the scheme Durham Checkpoint, adopted from 12 December 2019
      And Robin was arrested on 10 December 2019
      When advice is asked on <day>
      Then advice comes from <schemes>

      Examples:
        | day              | schemes   |
        | 11 December 2019 | 1 scheme  |
        | 12 December 2019 | 2 schemes |

    Scenario: Advice tells what a scheme asks, and on whose word
      Given the scheme Durham Checkpoint
      And Robin was arrested on 1 May 2021 for theft committed on 1 February 2021
      When advice is asked on 1 May 2021
      Then Durham Checkpoint has E10 on the word of "Durham Constabulary, newer text [13]: less than three months old"
      And Durham Checkpoint does not ask E14

    Scenario: The official may still decide otherwise
      Given the scheme Durham Checkpoint
      And Robin was arrested on 1 May 2021 for theft committed on 1 February 2021
      When advice is asked on 1 May 2021
      And eligibility is decided on 1 May 2021 against E10, on the authority of an inspector
      Then they are eligible against E10

  Rule: A journey is judged to its end by the edition under which eligibility was decided

    @case-27
    Scenario Outline: Decided on <day>, signed on 12 December 2019
      Given the scheme Checkpoint Cymru as announced in October 2019, adopted from 7 October 2019
      And the scheme Checkpoint Cymru as launched in December 2019, adopted from 10 December 2019
      And Robin was found eligible on <day> and is ready to sign on 12 December 2019
      When the contract is signed on 12 December 2019
      Then the contract binds to the end of <last day>

      Examples: Twelve months as announced, four as launched
        | day              | last day         |
        | 9 December 2019  | 12 December 2020 |
        | 10 December 2019 | 12 April 2020    |

    @case-27
    Scenario Outline: The new edition's length does not do for a journey of <day>
      Given the scheme Checkpoint Cymru as announced in October 2019, adopted from 7 October 2019
      And the scheme Checkpoint Cymru as launched in December 2019, adopted from 10 December 2019
      And Robin was found eligible on <day> and is ready to sign on 12 December 2019
      And the contract is for 4 months
      When the contract is signed on 12 December 2019
      Then <answer>

      Examples:
        | day              | answer               |
        | 9 December 2019  | it is refused for C7 |
        | 10 December 2019 | it is allowed        |

    @case-27
    Scenario: Policy changes, and the journey stays with the old
      Given the scheme Checkpoint Cymru as announced in October 2019, adopted from 7 October 2019
      And Robin signed a contract on 8 October 2019
      And the scheme Checkpoint Cymru as launched in December 2019, adopted from 10 December 2019
      Then they are judged by Checkpoint Cymru as announced in October 2019
      And on 9 February 2020 they are under contract

    @case-27
    Scenario Outline: Moved to the new edition <signed> the participant's signature
      Given the scheme Checkpoint Cymru as announced in October 2019, adopted from 7 October 2019
      And Robin signed a contract on 8 October 2019
      And the scheme Checkpoint Cymru as launched in December 2019, adopted from 10 December 2019
      When they are moved on 10 January 2020 to Checkpoint Cymru as launched in December 2019, for 4 months, <signed> their signature
      Then <answer>
      And they are judged by <edition>
      And the contract binds to the end of <last day>

      Examples:
        | signed  | answer                | edition                                       | last day        |
        | with    | it is allowed         | Checkpoint Cymru as launched in December 2019 | 8 February 2020 |
        | without | it is refused for C16 | Checkpoint Cymru as announced in October 2019 | 8 October 2020  |
