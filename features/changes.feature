Feature: What changes on the way

  Between arrest and outcome people move, change their minds, and turn out to have done something
  else. None of it is a breach in itself; what follows is the scheme's own, or a person's to decide.

  Sources: voluntary throughout, residence at entry, North Wales Police and Crime Commissioner [7];
  residence, Durham [13]; outcome 22 and admission [50]; restorative approach, Durham [12]; reliance on an
  assurance, Jones v Whalley [74]; exploitation, HMICFRS 2022 [87]; not attending, DIVERT [29].
  Cases 9, 10, 16, 41, 46, 48, 49 and 50 of the domain notes.

  Rule: Moving away breaks no contract

    @case-09
    Scenario: They move into another force's area and finish from there
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And they moved to another force's area on 3 February 2020
      Then on 3 February 2020 they are under contract
      And on 3 February 2020 the record is pending

    @case-09
    Scenario: The work goes over when the other force accepts it, and not when it is asked
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And Durham was asked on 3 February 2020 to take the work over
      When Durham takes the work over on 10 February 2020
      Then on 9 February 2020 they are under contract
      And on 10 February 2020 they are transferred
      And on 10 February 2020 the record is none, for another reason

    @case-09
    Scenario Outline: The crime stays with the origin, which closes it with outcome <outcome>
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And Durham was asked on 3 February 2020 to take the work over
      And Durham took the work over on 10 February 2020
      When the matter is closed on 14 April 2020 with outcome <outcome>
      Then <answer>
      And on 14 April 2020 the record is <record>

      Examples: What the other force did, or that it was not in the public interest to go on
        | outcome | answer               | record                   |
        | 22      | it is allowed        | avoided                  |
        | 10      | it is allowed        | none, for another reason |
        | 1       | it is refused for F9 | none, for another reason |

    @case-09
    Scenario: A force that was not asked takes nothing over
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And Durham was asked on 3 February 2020 to take the work over
      When Cleveland takes the work over on 10 February 2020
      Then it was never asked
      And on 10 February 2020 they are under contract

    @case-09
    Scenario: Nothing is left to be taken over once the contract is broken
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And Durham was asked on 3 February 2020 to take the work over
      And they broke the contract, and the matter was returned on 9 February 2020
      When Durham takes the work over on 10 February 2020
      Then it is out of turn
      And on 10 February 2020 the record is at risk

  Rule: Whoever leaves goes back like one who breaks the contract, and has broken nothing

    @case-10
    Scenario Outline: Whoever <beginning> withdraws
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin <beginning> on 10 December 2019
      When they withdraw on 2 January 2020
      Then on 2 January 2020 they are withdrawn
      And on 2 January 2020 the record is at risk
      And no breach is alleged

      Examples:
        | beginning                    |
        | accepted the offer           |
        | was ready to sign a contract |
        | signed a contract            |

    @case-10
    Scenario Outline: <scheme>, withdrawn and charged
      Given the scheme <scheme>
      And Robin had a place on the course from 1 May 2021
      And they withdrew, and the matter was returned on 10 May 2021
      When they are charged on 20 May 2021
      Then <answer>

      Examples: DIVERT lets nothing follow
        | scheme                                        | answer               |
        | Checkpoint Cymru as launched in December 2019 | it is allowed        |
        | Avon and Somerset Drugs Education Programme   | it is allowed        |
        | West Midlands DIVERT                          | it is refused for B7 |

    @case-10
    Scenario: Before they sign, they are told that they may leave
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was ready to sign a contract on 10 December 2019
      And they were not told that they may withdraw, and what follows
      When the contract is signed on 10 December 2019
      Then it is refused for C14

  Rule: An admission taken back ends only what cannot go on without one

    @case-16
    Scenario Outline: <scheme>, taken back under contract
      Given the scheme <scheme>
      And Robin signed a contract on 10 December 2019
      And the admission was taken back on 6 January 2020
      Then on 6 January 2020 they are <standing>
      And on 6 January 2020 the record is <record>

      Examples:
        | scheme                                        | standing                            | record  |
        | Checkpoint Cymru as launched in December 2019 | under contract                      | pending |
        | Durham Checkpoint                             | under contract                      | pending |
        | Devon and Cornwall Pathfinder                 | back with the investigating officer | at risk |

  Rule: A court order or bail that comes later bars a new matter, and breaks no contract

    @case-46
    Scenario Outline: <scheme>, an older offence that comes to light, with <bar>
      Given the scheme <scheme>
      And Robin signed a contract on 10 December 2019
      And the contract was completed and closed on 11 April 2020
      And Robin, <bar>, was arrested on 20 April 2020
      When eligibility is decided on 20 April 2020
      Then they are <decision>
      And on 20 April 2020 the first matter is closed, and its record avoided

      Examples:
        | scheme            | bar                       | decision       |
        | Durham Checkpoint | under a court order       | refused for E6 |
        | Durham Checkpoint | on bail for other matters | refused for E7 |
        | Durham Checkpoint | under no court order      | eligible       |

    @case-46
    Scenario: The contract goes on beside it
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And Robin, under a court order, was arrested on 3 February 2020 for theft committed on 1 November 2019
      When eligibility is decided on 3 February 2020
      Then they are refused for E6 and E19
      And on 3 February 2020 the first matter is under contract, and its record pending

  Rule: A restorative approach is there for the victim who asks, and goes with the asking

    @case-41
    Scenario Outline: <scheme>, a restorative approach that nobody asked for
      Given the scheme <scheme>
      And Robin was ready to sign a contract on 10 December 2019
      And its conditions are not to reoffend and a restorative approach
      When the contract is signed on 10 December 2019
      Then <answer>

      Examples:
        | scheme                                        | answer               |
        | Durham Checkpoint                             | it is refused for C6 |
        | Checkpoint Cymru as launched in December 2019 | it is allowed        |

    @case-41
    Scenario: The victim asks for it, and then would rather not
      Given the scheme Durham Checkpoint
      And Robin was ready to sign a contract on 10 December 2019
      And the victim asked on 10 December 2019 for a restorative approach
      And its conditions are not to reoffend and a restorative approach
      And the contract was signed on 10 December 2019
      And a restorative approach was discharged on 3 March 2020
      When the contract is completed on 11 April 2020
      Then it is allowed

    @case-41
    Scenario: The victim who asked still waits for it
      Given the scheme Durham Checkpoint
      And Robin was ready to sign a contract on 10 December 2019
      And the victim asked on 10 December 2019 for a restorative approach
      And its conditions are not to reoffend and a restorative approach
      And the contract was signed on 10 December 2019
      When the contract is completed on 11 April 2020
      Then it is refused for F2

  Rule: A decision found wrong is put right by a person, and not behind the participant's back

    @case-48
    Scenario: Found while the contract runs
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      When the matter goes back on 3 February 2020 as no longer eligible
      Then on 2 February 2020 they are under contract
      And on 3 February 2020 they are back with the investigating officer
      And on 3 February 2020 the record is at risk

    @case-48
    Scenario: Found after the matter was closed, the participant may rely on it
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And the contract was completed and closed on 11 April 2020
      When the matter goes back on 1 May 2020 as no longer eligible
      Then it is out of turn
      And on 1 May 2020 the record is avoided

    @case-48
    Scenario: A decision that was acted on is not struck out
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      When the decision is recorded in error, as is seen on 3 February 2020
      Then it cannot be corrected so
      And on 3 February 2020 they are under contract

    @case-48
    Scenario: A decision that nobody has acted on may be
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was found eligible on 10 December 2019
      When the decision is recorded in error, as is seen on 11 December 2019
      Then it is allowed
      And the decision is still on the page
      And on 11 December 2019 they are arrested

  Rule: An offence that proves to be another is weighed again

    @case-49
    Scenario: The powder was no controlled drug
      Given the scheme Avon and Somerset Drugs Education Programme
      And Robin completed the course on 8 May 2021
      When the possession of heroin proves on 20 May 2021 to be no offence
      Then on 20 May 2021 they are void
      And on 20 May 2021 the record is void

    @case-49
    Scenario: The laboratory answers after the matter is closed
      Given the scheme Avon and Somerset Drugs Education Programme
      And Robin completed the course on 8 May 2021
      And the course was accepted as completion and the matter closed on 10 May 2021
      When the possession of heroin proves on 20 May 2021 to be no offence
      Then on 10 May 2021 the record is avoided
      And on 20 May 2021 the record is void

    @case-49
    Scenario: And the course was no use
      Given the scheme Avon and Somerset Drugs Education Programme
      And Robin completed the course on 8 May 2021
      And the possession of heroin proved on 20 May 2021 to be no offence
      And Robin was arrested on 1 September 2021
      When eligibility is decided on 1 September 2021
      Then they are eligible

    @case-49
    Scenario Outline: <scheme>, heroin that proves to be <offence>
      Given the scheme <scheme>
      And Robin was arrested and offered diversion on 8 May 2021
      When the possession of heroin proves on 20 May 2021 to be <offence>
      Then what stands against it is <clauses>
      And on 20 May 2021 they are offered diversion
      And on 20 May 2021 <review>

      Examples: Another class of drug is accepted as well
        | scheme                                        | offence                | clauses | review                   |
        | Avon and Somerset Drugs Education Programme   | possession of cannabis | nothing | nobody has to look at it |
        | Checkpoint Cymru as launched in December 2019 | possession of diazepam | nothing | nobody has to look at it |

      Examples: An offence that the scheme does not accept waits for a person to decide
        | scheme                                        | offence                                    | clauses | review                     |
        | Avon and Somerset Drugs Education Programme   | possession of heroin with intent to supply | E11     | a person has to look at it |
        | Durham Checkpoint                             | possession of heroin with intent to supply | E12     | a person has to look at it |
        | Checkpoint Cymru as launched in December 2019 | possession of heroin with intent to supply | nothing | nobody has to look at it   |

  Rule: Signs of exploitation that emerge later hold the journey where it stands

    @case-50
    Scenario: Under contract
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And they were screened for exploitation on 3 February 2020, with signs of it
      And they were screened for exploitation on 2 March 2020, with no signs of it
      Then on 2 February 2020 they are under contract
      And on 3 February 2020 they are held for their safety
      And on 3 February 2020 the record is pending
      And on 2 March 2020 they are under contract
