Feature: Who decides

  The clauses advise; a named person decides, says why, and answers for it. Who that may be, and
  whose authority it takes to decide otherwise than the clauses say, is the scheme's own. Nobody's
  authority moves the clauses about authority themselves.

  Sources: The Guardian, 7 October 2019 [1], and The Leader, December 2019 [5]: the custody sergeant;
  Avon and Somerset, the arresting officer [24]; recording why, charging guidance [61a] and the
  gravity matrix [56]; several offences, cases 17 and 48 of the domain notes.

  @A1
  Rule: Eligibility is decided by a person in the office that the scheme names

    Scenario Outline: <scheme>, <decider> decides
      Given the scheme <scheme>
      And Robin was arrested on 8 October 2019
      When <decider> decides eligibility on 8 October 2019
      Then <answer>

      Examples: The custody sergeant of the station for Checkpoint Cymru
        | scheme                                        | decider                | answer               |
        | Checkpoint Cymru as announced in October 2019 | a custody sergeant     | they are eligible    |
        | Checkpoint Cymru as announced in October 2019 | a supervising sergeant | it is refused for A1 |
        | Checkpoint Cymru as launched in December 2019 | a supervising sergeant | it is refused for A1 |

      Examples: The arresting officer in Avon and Somerset
        | scheme                                      | decider              | answer               |
        | Avon and Somerset Drugs Education Programme | an arresting officer | they are eligible    |
        | Avon and Somerset Drugs Education Programme | a custody sergeant   | it is refused for A1 |

      Examples: Durham names nobody
        | scheme            | decider                | answer            |
        | Durham Checkpoint | a supervising sergeant | they are eligible |

  @A2
  Rule: Whoever decides holds at least the rank that the scheme names

    Scenario Outline: <scheme>, <decider> decides as ranked
      Given the scheme <scheme>
      And Robin was arrested on 8 October 2019
      When <decider> decides eligibility on 8 October 2019
      Then <answer>

      Examples:
        | scheme                                        | decider                                       | answer               |
        | Checkpoint Cymru as announced in October 2019 | an acting custody sergeant who is a constable | it is refused for A2 |
        | Checkpoint Cymru as announced in October 2019 | a custody sergeant                            | they are eligible    |
        | Checkpoint Cymru as announced in October 2019 | a custody inspector                           | they are eligible    |
        | Avon and Somerset Drugs Education Programme   | an arresting officer                          | they are eligible    |

    Scenario: Neither the office nor the rank
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was arrested on 8 January 2020
      When an arresting officer decides eligibility on 8 January 2020
      Then it is refused for A1 and A2
      And nothing is decided

  @A3
  Rule: A decision against the clauses needs the authority of the rank that the scheme names

    Scenario Outline: A scheme that needs an inspector, on the authority of <authority>
      Given a scheme that needs an inspector to go against its clauses
      And Robin was arrested on 1 May 2021, and lives outside the force's area
      When eligibility is decided on 1 May 2021 against E2, on the authority of <authority>
      Then <answer>

      Examples: In the person's favour
        | authority              | answer                       |
        | a supervising sergeant | it is refused for A3         |
        | an inspector           | they are eligible against E2 |
        | a superintendent       | they are eligible against E2 |

    Scenario Outline: A scheme that needs an inspector, turned down on the authority of <authority>
      Given a scheme that needs an inspector to go against its clauses
      And Robin was arrested on 1 May 2021
      When they are turned down on 1 May 2021, on the authority of <authority>
      Then <answer>

      Examples: Against the person
        | authority              | answer                                               |
        | a supervising sergeant | it is refused for A3                                 |
        | an inspector           | they are refused although no clause stood in the way |

    Scenario: No shipped scheme says who may go against its clauses
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was arrested on 1 May 2021, and lives outside the force's area
      When eligibility is decided on 1 May 2021 against E2, on the authority of a custody sergeant
      Then they are eligible against E2

  @A4
  Rule: Taking an offence out of the decision needs the authority of the rank that is named

    @case-17
    Scenario: A sergeant alone cannot leave out the offence that bars
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was arrested on 1 May 2021 for theft from a shop and assault on a constable
      When eligibility is decided on 1 May 2021, leaving out the assault on a constable
      Then it is refused for A4
      And nothing is decided

    @case-17
    Scenario Outline: <scheme>, left out on the authority of <authority>
      Given the scheme <scheme>
      And Robin was arrested on 1 May 2021 for theft from a shop and robbery
      When eligibility is decided on 1 May 2021, leaving out the robbery, on the authority of <authority>
      Then <answer>

      Examples:
        | scheme                                        | authority              | answer               |
        | Checkpoint Cymru as launched in December 2019 | a supervising sergeant | it is refused for A4 |
        | Checkpoint Cymru as launched in December 2019 | an inspector           | they are eligible    |
        | Durham Checkpoint                             | a supervising sergeant | it is refused for A4 |
        | Durham Checkpoint                             | a chief inspector      | they are eligible    |

    @case-17
    Scenario: What is left out is not diverted, and what is left in is judged
      Given the scheme Durham Checkpoint
      And Robin was arrested on 1 May 2021 for robbery and burglary of a dwelling
      When eligibility is decided on 1 May 2021, leaving out the robbery, on the authority of an inspector
      Then they are refused for E12
      And the decision is about the burglary of a dwelling alone

  Rule: The clauses advise, and a person who decides otherwise is named

    Scenario: Eligible by every clause, and turned down by nobody in particular
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was arrested on 1 May 2021
      When they are turned down on 1 May 2021
      Then it is out of turn
      And nothing is decided

    Scenario: An override names each clause that it goes against
      Given the scheme Durham Checkpoint
      And Robin was arrested on 1 May 2021 and denied it, on sufficient evidence
      When eligibility is decided on 1 May 2021 against E9, on the authority of a superintendent
      Then it is refused for E5

    Scenario: Refused once, and decided again when more is known
      Given the scheme Durham Checkpoint
      And Robin was arrested on 1 May 2021 and denied it, on sufficient evidence
      And eligibility was decided on 1 May 2021
      When eligibility is decided on 2 May 2021 against E5, on the authority of an inspector
      Then they are eligible against E5

  Rule: A decision says why

    Scenario: No reason is given
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was arrested on 1 May 2021
      When eligibility is decided on 1 May 2021, and nobody says why
      Then it needs a rationale
      And nothing is decided
