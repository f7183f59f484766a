Feature: One person, one page

  All of a person's arrests and journeys stand on one page, so that what looks across them is decided
  alike. A page may be wrong about whose it is; that is put right by writing more, never by rewriting.

  Sources: mistaken identity, record deletion guidance [72a]; under 18, North Wales Police and Crime
  Commissioner [7] and Durham [13]; once only, Avon and Somerset [24][26]; deferred prosecution of
  children [53]. Cases 11 to 14 and 52 of the domain notes.

  Rule: A journey of mistaken identity is void, and counts against nobody

    @case-11
    Scenario: The contract proves to be another person's
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      When the journey is void on 3 February 2020 because of mistaken identity
      Then on 2 February 2020 they are under contract
      And on 3 February 2020 they are void
      And on 3 February 2020 the record is void

    @case-11
    Scenario: Nothing more happens on a journey that is void
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And the journey was void on 3 February 2020 because of mistaken identity
      When the contract is completed on 11 April 2020
      Then it is out of turn

    @case-11
    Scenario: A contract that was never theirs does not stand in the way of another
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And the journey was void on 3 February 2020 because of mistaken identity
      And Robin was arrested on 4 February 2020
      When eligibility is decided on 4 February 2020
      Then they are eligible

  Rule: Whoever proves to be under age is taken out of the adult scheme

    @case-14
    Scenario: Found to have been seventeen when they signed
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And their birthday was put right to 11 December 2001 on 6 January 2020
      When the journey is void on 6 January 2020 because they are under age
      And the page is restricted on 6 January 2020
      Then on 6 January 2020 the record is void
      And normal reads no longer show the page

    @case-14
    Scenario Outline: Before the decision, a birthday put right to <born> counts
      Given the scheme <scheme>
      And Robin was arrested on 10 December 2019
      And their birthday was put right to <born> on 10 December 2019
      When eligibility is decided on 10 December 2019
      Then they are <decision>

      Examples:
        | scheme                                        | born             | decision       |
        | Checkpoint Cymru as launched in December 2019 | 10 December 2001 | eligible       |
        | Checkpoint Cymru as launched in December 2019 | 11 December 2001 | refused for E1 |
        | West Midlands DIVERT                          | 11 December 2001 | eligible       |

  Rule: Two pages found to be one person's count together from then on

    @case-13
    Scenario Outline: <scheme>, a course on the other page
      Given the scheme <scheme>
      And another page of the force tells of an arrest on 4 January 2021 and a completed course
      And Robin was arrested on 1 May 2021
      And on 1 May 2021 the pages were found to be one person's
      When eligibility is decided on 1 May 2021
      Then they are <decision>

      Examples:
        | scheme                                      | decision        |
        | Avon and Somerset Drugs Education Programme | refused for E15 |
        | Thames Valley Drugs Diversion Pilot         | eligible        |

    @case-13
    Scenario: What was decided before the pages were linked stays as it was decided
      Given the scheme Avon and Somerset Drugs Education Programme
      And another page of the force tells of an arrest on 4 January 2021 and a completed course
      And Robin was arrested and offered diversion on 1 May 2021
      When on 3 May 2021 the pages are found to be one person's
      Then on 3 May 2021 they are offered diversion
      And on 3 May 2021 the record is pending

    @case-13
    Scenario: Linked once
      Given the scheme Avon and Somerset Drugs Education Programme
      And another page of the force tells of an arrest on 4 January 2021 and a completed course
      And Robin was arrested on 1 May 2021
      And on 1 May 2021 the pages were found to be one person's
      When on 3 May 2021 the pages are found to be one person's
      Then it is out of turn

  Rule: A link that proves wrong is taken back, and what was decided on it stays to be seen

    @case-12
    Scenario: Refused while the pages were linked, eligible when they are not
      Given the scheme Avon and Somerset Drugs Education Programme
      And another page of the force tells of an arrest on 4 January 2021 and a completed course
      And Robin was arrested on 1 May 2021
      And on 1 May 2021 the pages were found to be one person's
      And eligibility was decided on 1 May 2021
      And on 3 May 2021 the pages were found to be two persons'
      When eligibility is decided on 4 May 2021
      Then they are eligible
      And the page tells of these decisions
        | day        | decision        |
        | 1 May 2021 | refused for E15 |
        | 4 May 2021 | eligible        |

    @case-12
    Scenario: Pages that were never linked cannot be taken apart
      Given the scheme Avon and Somerset Drugs Education Programme
      And another page of the force tells of an arrest on 4 January 2021 and a completed course
      And Robin was arrested on 1 May 2021
      When on 3 May 2021 the pages are found to be two persons'
      Then it is out of turn

  Rule: What is told twice happens once

    @case-52
    Scenario Outline: Told again: <again>
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin <before>
      And <once>
      When <again>
      Then it is out of turn

      Examples:
        | before                                                 | once                                                   | again                                                 |
        | was arrested and offered diversion on 10 December 2019 | they accepted the offer on 10 December 2019            | they accept the offer on 10 December 2019             |
        | was arrested and offered diversion on 10 December 2019 | they declined the offer on 10 December 2019            | they decline the offer on 10 December 2019            |
        | was ready to sign a contract on 10 December 2019       | the contract was signed on 10 December 2019            | the contract is signed on 10 December 2019            |
        | signed a contract on 10 December 2019                  | the contract was completed on 11 April 2020            | the contract is completed on 11 April 2020            |
        | signed a contract on 10 December 2019                  | the contract was completed and closed on 11 April 2020 | the matter is closed on 11 April 2020 with outcome 22 |
        | signed a contract on 10 December 2019                  | they withdrew on 2 January 2020                        | they withdraw on 2 January 2020                       |
        | signed a contract on 10 December 2019                  | they died on 2 January 2020                            | they die on 2 January 2020                            |
