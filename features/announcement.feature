Feature: The scheme as it was announced

  On 7 October 2019 The Guardian told what North Wales Police would do from now on with people found
  with drugs: keep them out of court, and help them out of offending. This is that story, in our words
  and in its order. As launched two months later the contract was for four months, and both have to
  come out right for whoever entered under each.

  Sources: The Guardian, 7 October 2019 [1]; The Leader, December 2019, on the stations and on the
  launch [5]; the Police and Crime Commissioner's page [7]; possession is triable either way [60].

  Background:
    Given the scheme Checkpoint Cymru as announced in October 2019

  Rule: People found with drugs, a wrap of heroin included, are not automatically prosecuted

    Scenario Outline: <offence>
      Given Anwen was arrested on 8 October 2019 for <offence>
      When eligibility is decided on 8 October 2019
      Then they are eligible
      And on 8 October 2019 the record is pending
      And they can be charged without limit

      Examples:
        | offence                |
        | possession of heroin   |
        | possession of cannabis |
        | possession of diazepam |

  Rule: The list is of offences deemed minor, and not of drugs alone

    Scenario Outline: An arrest for <offence>
      Given Anwen was arrested on 8 October 2019 for <offence>
      When eligibility is decided on 8 October 2019
      Then they are <decision>

      Examples:
        | offence           | decision        |
        | theft from a shop | eligible        |
        | criminal damage   | eligible        |
        | robbery           | refused for E11 |
        | dangerous driving | refused for E11 |

  Rule: The custody sergeant of the station decides

    Scenario Outline: <decider>
      Given Anwen was arrested on 8 October 2019 for possession of heroin
      When <decider> decides eligibility on 8 October 2019
      Then <answer>

      Examples:
        | decider              | answer                      |
        | a custody sergeant   | they are eligible           |
        | an arresting officer | it is refused for A1 and A2 |
        | a navigator          | it is refused for A1 and A2 |

  Rule: Navigators at the stations assess the needs of those arrested

    Scenario Outline: At <station>
      Given Anwen was arrested at <station> on 8 October 2019 and went on to accept the offer
      And a navigator was assigned on 9 October 2019, to meet them on 11 October 2019
      When their needs are assessed on 11 October 2019
      Then on 11 October 2019 they are assessed
      And a navigator works with them at <station>

      Examples:
        | station    |
        | Caernarfon |
        | St Asaph   |
        | Llay       |

    Scenario: Nobody signs before their needs are known
      Given Anwen was arrested at Caernarfon on 8 October 2019 and went on to accept the offer
      When the contract is signed on 9 October 2019
      Then it is refused for C8

  Rule: First comes the drug education course, and then the person decides whether to sign up

    Scenario: Not before the course
      Given Anwen was arrested and offered diversion on 8 October 2019
      When they accept the offer on 8 October 2019
      Then it is out of turn

    Scenario: After the course they say yes
      Given Anwen was arrested and offered diversion on 8 October 2019
      And they did the course on 19 October 2019
      When they accept the offer on 21 October 2019
      Then on 19 October 2019 they are done with the course
      And on 21 October 2019 they are going to take part
      And on 21 October 2019 the record is pending

    Scenario: After the course they say no
      Given Anwen was arrested and offered diversion on 8 October 2019
      And they did the course on 19 October 2019
      When they decline the offer on 21 October 2019
      Then on 21 October 2019 they are back with the investigating officer
      And on 21 October 2019 the record is at risk

  Rule: They sign a contract for twelve months to work with the navigators

    Scenario: Signed on 10 December 2019
      Given Anwen was ready to sign a contract on 10 December 2019
      When the contract is signed on 10 December 2019
      Then the contract binds to the end of 10 December 2020

    Scenario Outline: Not for <months> months
      Given Anwen was ready to sign a contract on 10 December 2019
      And the contract is for <months> months
      When the contract is signed on 10 December 2019
      Then <answer>

      Examples:
        | months | answer               |
        | 4      | it is refused for C7 |
        | 12     | it is allowed        |
        | 13     | it is refused for C7 |

  Rule: The work is help to get away from offending, and for drug users a way into treatment

    Scenario: Referred to treatment
      Given Anwen was ready to sign a contract on 10 December 2019
      And its conditions are not to reoffend, treatment and help with housing
      And the contract was signed on 10 December 2019
      And they were referred to treatment on 12 December 2019
      When treatment is kept on 6 March 2020
      Then what is still to be kept is help with housing
      And on 6 March 2020 they are under contract

  Rule: Whoever has not reoffended in those twelve months is not prosecuted

    Scenario: The twelve months are not over on their last day
      Given Anwen signed a contract on 10 December 2019
      When the contract is completed on 10 December 2020
      Then it is refused for F1
      And on 10 December 2020 they are under contract

    Scenario: They are over on the day after, and then somebody decides
      Given Anwen signed a contract on 10 December 2019
      When the contract is completed on 11 December 2020
      Then it is allowed
      And on 11 December 2020 they are completed

    Scenario: Nobody has a conviction or a caution for it
      Given Anwen signed a contract on 10 December 2019
      And the contract was completed and closed on 11 December 2020
      Then on 10 December 2020 the record is pending
      And on 11 December 2020 the record is avoided
      And on 11 December 2020 it is told that the arrest and the local crime record remain, and may be disclosed

  Rule: Whoever reoffends in them is

    Scenario Outline: An offence on <offence day>
      Given Anwen signed a contract on 10 December 2019
      When they are arrested on 14 December 2020 for theft committed on <offence day>
      Then on 14 December 2020 the first matter is <standing>, and its record <record>

      Examples: The last day belongs to the contract, and the day of signing does not
        | offence day      | standing              | record  |
        | 10 December 2019 | awaiting completion   | pending |
        | 11 December 2019 | held by an allegation | at risk |
        | 10 December 2020 | held by an allegation | at risk |
        | 11 December 2020 | awaiting completion   | pending |

    Scenario: From an allegation to a conviction
      Given Anwen signed a contract on 10 December 2019
      And an offence of 10 December 2020 was alleged on 14 December 2020
      And the reoffence was confirmed on 1 February 2021 after a charge
      And the matter was returned on 2 February 2021
      And they were charged on 3 February 2021
      And they were convicted on 1 June 2021
      Then on 14 December 2020 they are held by an allegation
      And on 1 February 2021 they are found to have reoffended
      And on 2 February 2021 they are back with the investigating officer
      And on 3 February 2021 the record is at risk
      And on 1 June 2021 the record is not avoided

  Rule: They are diverted from court and from the criminal justice system

    Scenario Outline: What was kept cannot be closed with outcome <code>
      Given Anwen signed a contract on 10 December 2019
      And the contract was completed on 11 December 2020
      When the matter is closed on 11 December 2020 with outcome <code>
      Then <answer>

      Examples: Neither a charge nor a caution, and 22 alone
        | code | answer                      |
        | 1    | it is refused for F7 and F9 |
        | 3    | it is refused for F7 and F9 |
        | 22   | it is allowed               |

  Rule: County lines gangs exploit people, children as young as 15 among them

    Scenario Outline: Born on <born>
      Given Anwen, born on <born>, was arrested on 8 October 2019
      When eligibility is decided on 8 October 2019
      Then they are <decision>

      Examples: A child of 15 is outside the adult scheme
        | born           | decision       |
        | 8 October 2004 | refused for E1 |
        | 9 October 2001 | refused for E1 |
        | 8 October 2001 | eligible       |

    Scenario Outline: Screened, with <signs> of it
      Given Anwen was found eligible on 8 October 2019
      And the victim, asked on 8 October 2019, does not exist
      And they were screened for exploitation on 8 October 2019, with <signs> of it
      When diversion is offered on 8 October 2019
      Then <answer>

      Examples: Whoever is exploited is helped first
        | signs    | answer               |
        | no signs | it is allowed        |
        | signs    | it is refused for O4 |

  Rule: Schemes differ, and so do their editions

    Scenario Outline: The same wrap of heroin under <scheme>
      Given the scheme <scheme>
      And Anwen was arrested and offered diversion on 8 October 2019
      When they accept the offer on 8 October 2019
      Then <answer>

      Examples: What comes first
        | scheme                                        | answer            |
        | Checkpoint Cymru as announced in October 2019 | it is out of turn |
        | Checkpoint Cymru as launched in December 2019 | it is allowed     |
        | Avon and Somerset Drugs Education Programme   | it is allowed     |

    Scenario Outline: Signed on 10 December 2019 under <scheme>, an offence on 11 April 2020
      Given the scheme <scheme>
      And Anwen signed a contract on 10 December 2019
      When they are arrested on 11 April 2020 for theft committed on 11 April 2020
      Then the contract binds to the end of <last day>
      And on 11 April 2020 the first matter is <standing>, and its record <record>

      Examples: Twelve months as announced, four as launched
        | scheme                                        | last day         | standing              | record  |
        | Checkpoint Cymru as announced in October 2019 | 10 December 2020 | held by an allegation | at risk |
        | Checkpoint Cymru as launched in December 2019 | 10 April 2020    | awaiting completion   | pending |
