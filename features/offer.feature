Feature: The offer, and the person's own decision

  Before diversion is offered, the person is screened for exploitation and the victim is asked, or
  it is known that there is none. Taking part is voluntary: the person decides, and the victim is told.

  Sources: victims, gravity matrix [56], a Police and Crime Commissioner on records of their wishes
  [73], consent in Pathfinder [43]; review of decisions [99][99b]; county lines, HMICFRS 2022 [87];
  voluntary throughout, North Wales Police and Crime Commissioner [7]. Cases 38 to 40 and 50 of the
  domain notes.

  @O1
  Rule: The person was screened for exploitation before the offer

    Scenario Outline: <scheme>, no screening
      Given the scheme <scheme>
      And Robin was found eligible on 1 May 2021
      And the victim, asked on 1 May 2021, supports it
      When diversion is offered on 2 May 2021
      Then it is refused for O1

      Examples:
        | scheme                                        |
        | Checkpoint Cymru as announced in October 2019 |
        | Avon and Somerset Drugs Education Programme   |

    Scenario: Screened, with no signs
      Given the scheme Checkpoint Cymru as announced in October 2019
      And Robin was found eligible on 1 May 2021
      And they were screened for exploitation on 1 May 2021, with no signs of it
      And the victim, asked on 1 May 2021, supports it
      When diversion is offered on 2 May 2021
      Then it is allowed

    Scenario: A scheme that does not ask for it
      Given a scheme that asks for no screening
      And Robin was found eligible on 1 May 2021
      And the victim, asked on 1 May 2021, supports it
      When diversion is offered on 2 May 2021
      Then it is allowed

  @O2
  Rule: The victim's views were sought, or it is recorded that there is no victim

    Scenario Outline: A scheme that <asks>, nobody asked
      Given a scheme that <asks>
      And Robin was found eligible on 1 May 2021
      And they were screened for exploitation on 1 May 2021, with no signs of it
      When diversion is offered on 2 May 2021
      Then <answer>

      Examples:
        | asks                                | answer               |
        | asks for the victim's views         | it is refused for O2 |
        | does not ask for the victim's views | it is allowed        |

    @case-39
    Scenario Outline: <scheme>, a victim who <victim>
      Given the scheme <scheme>
      And Robin was found eligible on 1 May 2021
      And they were screened for exploitation on 1 May 2021, with no signs of it
      And the victim, asked on 1 May 2021, <victim>
      When diversion is offered on 2 May 2021
      Then it is allowed

      Examples: Trying is enough, where views are all that is asked for
        | scheme                                        | victim            |
        | Checkpoint Cymru as launched in December 2019 | cannot be reached |
        | Checkpoint Cymru as launched in December 2019 | does not exist    |
        | Durham Checkpoint                             | cannot be reached |

  @O3
  Rule: The victim consents, where the scheme asks for consent

    @case-38 @case-39
    Scenario Outline: <scheme>, the victim <victim>
      Given the scheme <scheme>
      And Robin was found eligible on 1 May 2021
      And they were screened for exploitation on 1 May 2021, with no signs of it
      And the victim, asked on 1 May 2021, <victim>
      When diversion is offered on 2 May 2021
      Then <answer>

      Examples: Pathfinder asks for consent
        | scheme                        | victim            | answer               |
        | Devon and Cornwall Pathfinder | supports it       | it is allowed        |
        | Devon and Cornwall Pathfinder | does not exist    | it is allowed        |
        | Devon and Cornwall Pathfinder | objects           | it is refused for O3 |
        | Devon and Cornwall Pathfinder | is neutral        | it is refused for O3 |
        | Devon and Cornwall Pathfinder | cannot be reached | it is refused for O3 |

      Examples: Elsewhere the victim is heard, and has no veto
        | scheme                                        | victim  | answer        |
        | Checkpoint Cymru as launched in December 2019 | objects | it is allowed |
        | Durham Checkpoint                             | objects | it is allowed |

    @case-38
    Scenario: An inspector goes against the victim's objection, by name
      Given the scheme Devon and Cornwall Pathfinder
      And Robin was found eligible on 1 May 2021
      And they were screened for exploitation on 1 May 2021, with no signs of it
      And the victim, asked on 1 May 2021, objects
      When diversion is offered on 2 May 2021 against O3, on the authority of an inspector
      Then it is allowed
      And it stands on record that O3 stood in the way

  @O4
  Rule: No signs of exploitation hold the journey

    @case-50
    Scenario Outline: <scheme>, signs of exploitation
      Given the scheme <scheme>
      And Robin was found eligible on 1 May 2021
      And they were screened for exploitation on 1 May 2021, with signs of it
      And the victim, asked on 1 May 2021, does not exist
      When diversion is offered on 2 May 2021
      Then it is refused for O4

      Examples:
        | scheme                                        |
        | Checkpoint Cymru as announced in October 2019 |
        | Thames Valley Drugs Diversion Pilot           |

    @case-50
    Scenario: Nobody's authority lifts the hold
      Given the scheme Checkpoint Cymru as announced in October 2019
      And Robin was found eligible on 1 May 2021
      And they were screened for exploitation on 1 May 2021, with signs of it
      And the victim, asked on 1 May 2021, does not exist
      When diversion is offered on 2 May 2021 against O4, on the authority of a superintendent
      Then it is refused for O4

    @case-50
    Scenario: A later screening lifts it
      Given the scheme Checkpoint Cymru as announced in October 2019
      And Robin was found eligible on 1 May 2021
      And they were screened for exploitation on 1 May 2021, with signs of it
      And the victim, asked on 1 May 2021, does not exist
      And they were screened for exploitation on 20 May 2021, with no signs of it
      When diversion is offered on 21 May 2021
      Then it is allowed

  Rule: The person decides

    Scenario Outline: <scheme>, they <choice>
      Given the scheme <scheme>
      And Robin was arrested and offered diversion on 1 May 2021
      When they <choice> on 3 May 2021
      Then on 3 May 2021 they are <standing>
      And on 3 May 2021 the record is <record>

      Examples:
        | scheme                                        | choice              | standing                            | record  |
        | Checkpoint Cymru as launched in December 2019 | accept the offer    | going to take part                  | pending |
        | Checkpoint Cymru as launched in December 2019 | decline the offer   | back with the investigating officer | at risk |
        | Checkpoint Cymru as launched in December 2019 | let the offer lapse | back with the investigating officer | at risk |
        | West Midlands DIVERT                          | accept the offer    | going to take part                  | pending |
        | Checkpoint Cymru as announced in October 2019 | decline the offer   | back with the investigating officer | at risk |

    Scenario: Where the course comes first, nobody accepts before it is done
      Given the scheme Checkpoint Cymru as announced in October 2019
      And Robin was arrested and offered diversion on 1 May 2021
      When they accept the offer on 3 May 2021
      Then it is out of turn

  Rule: The victim is told, which changes nothing for the person

    @case-40
    Scenario: From the day that the victim was told, time runs to ask for a review
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was arrested and offered diversion on 1 May 2021
      When the victim is told of it on 4 May 2021
      Then the page tells that the victim was told on 4 May 2021
      And on 4 May 2021 they are offered diversion

    @case-40
    Scenario: The victim may be told after the matter is closed
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And the contract was completed and closed on 11 April 2020
      When the victim is told of it on 14 April 2020
      Then the page tells that the victim was told on 14 April 2020
      And on 14 April 2020 the record is avoided
