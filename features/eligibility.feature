Feature: Who may be diverted, and for what

  A person is eligible when nothing in the scheme stands in the way. The clauses advise and a named
  official decides; the decision names every clause that stood in the way, not the first. What a
  scheme does not say, its clauses do not ask.

  Sources: Checkpoint Cymru, The Guardian, 7 October 2019 [1], Deeside.com [4] and the Police and
  Crime Commissioner's page [7]; Durham Checkpoint [12][13] and its trial [20]; Avon and Somerset
  Drugs Education Programme [24][26]; West Midlands DIVERT [29][30][31]; Thames Valley Drugs
  Diversion Pilot [33][34]; Devon and Cornwall Pathfinder [41][51]; NPCC guidance to outcome 22 [50];
  gravity, South Wales and Gwent [28]; evidence without admission, London Turning Point [37].
  Cases 9, 11, 14 to 17, 19, 22, 23, 26 and 46 of the domain notes.

  @E1
  Rule: The person is old enough on the day that the scheme tests

    Scenario Outline: <scheme>, born on <born>, decided on <day>
      Given the scheme <scheme>
      And Robin, born on <born>, was arrested on 25 February 2022
      When eligibility is decided on <day>
      Then they are <decision>

      @case-14 @case-15
      Examples: Eighteen on the day of the decision, whatever their age when arrested
        | scheme                                        | born             | day              | decision       |
        | Checkpoint Cymru as launched in December 2019 | 27 February 2004 | 27 February 2022 | eligible       |
        | Checkpoint Cymru as launched in December 2019 | 28 February 2004 | 27 February 2022 | refused for E1 |
        | Checkpoint Cymru as announced in October 2019 | 28 February 2004 | 27 February 2022 | refused for E1 |
        | Durham Checkpoint                             | 28 February 2004 | 27 February 2022 | refused for E1 |

      Examples: Born on 29 February, they come of age on 1 March
        | scheme                                        | born             | day              | decision       |
        | Checkpoint Cymru as launched in December 2019 | 29 February 2004 | 28 February 2022 | refused for E1 |
        | Checkpoint Cymru as launched in December 2019 | 29 February 2004 | 1 March 2022     | eligible       |

      Examples: DIVERT is for young people as well
        | scheme               | born            | day              | decision |
        | West Midlands DIVERT | 1 February 2006 | 27 February 2022 | eligible |

    @case-15
    Scenario Outline: A scheme that tests age on the day of the arrest, born on <born>
      Given a scheme that tests age on the day of the arrest
      And Robin, born on <born>, was arrested on 25 February 2022
      When eligibility is decided on 27 February 2022
      Then they are <decision>

      Examples: A birthday between arrest and decision comes too late
        | born             | decision       |
        | 25 February 2004 | eligible       |
        | 26 February 2004 | refused for E1 |

  @E2
  Rule: The person lives in the force's area

    @case-09
    Scenario Outline: <scheme>, residence: <being>
      Given the scheme <scheme>
      And Robin was arrested on 1 May 2021, and <being>
      When eligibility is decided on 1 May 2021
      Then they are <decision>

      Examples:
        | scheme                                        | being                          | decision       |
        | Checkpoint Cymru as launched in December 2019 | lives in the force's area      | eligible       |
        | Checkpoint Cymru as launched in December 2019 | lives outside the force's area | refused for E2 |
        | Checkpoint Cymru as announced in October 2019 | lives outside the force's area | eligible       |

  @E3
  Rule: The offence was committed in the force's area

    Scenario Outline: <scheme>, place of the offence: <being>
      Given the scheme <scheme>
      And Robin was arrested on 1 May 2021, and <being>
      When eligibility is decided on 1 May 2021
      Then they are <decision>

      Examples:
        | scheme                                        | being                             | decision       |
        | Durham Checkpoint                             | offended in the force's area      | eligible       |
        | Durham Checkpoint                             | offended outside the force's area | refused for E3 |
        | Checkpoint Cymru as announced in October 2019 | offended outside the force's area | eligible       |

  @E4
  Rule: The person was arrested

    Scenario Outline: <scheme>, a person who <encounter>
      Given the scheme <scheme>
      And Robin <encounter> on 1 May 2021
      When eligibility is decided on 1 May 2021
      Then they are <decision>

      Examples:
        | scheme                                        | encounter                   | decision       |
        | Avon and Somerset Drugs Education Programme   | was arrested                | eligible       |
        | Avon and Somerset Drugs Education Programme   | was stopped on the street   | refused for E4 |
        | Checkpoint Cymru as announced in October 2019 | came in of their own accord | refused for E4 |
        | Thames Valley Drugs Diversion Pilot           | was stopped on the street   | eligible       |
        | West Midlands DIVERT                          | came in of their own accord | eligible       |

  @E5
  Rule: There is the admission or the evidence that the scheme asks for

    Scenario Outline: <scheme>, a person who <answer>, on <proof> evidence
      Given the scheme <scheme>
      And Robin was arrested on 1 May 2021 and <answer>, on <proof> evidence
      When eligibility is decided on 1 May 2021
      Then they are <decision>

      Examples: An admission, or evidence enough to charge
        | scheme                                        | answer        | proof        | decision       |
        | Checkpoint Cymru as launched in December 2019 | admitted it   | insufficient | eligible       |
        | Checkpoint Cymru as launched in December 2019 | denied it     | sufficient   | eligible       |
        | Checkpoint Cymru as launched in December 2019 | gave no reply | insufficient | refused for E5 |
        | Checkpoint Cymru as launched in December 2019 | denied it     | insufficient | refused for E5 |

      Examples: An admission, or no reply and evidence enough to charge
        | scheme            | answer        | proof        | decision       |
        | Durham Checkpoint | admitted it   | insufficient | eligible       |
        | Durham Checkpoint | gave no reply | sufficient   | eligible       |
        | Durham Checkpoint | gave no reply | insufficient | refused for E5 |
        | Durham Checkpoint | denied it     | sufficient   | refused for E5 |

      Examples: An admission and nothing less
        | scheme                        | answer        | proof        | decision       |
        | Devon and Cornwall Pathfinder | admitted it   | insufficient | eligible       |
        | Devon and Cornwall Pathfinder | gave no reply | sufficient   | refused for E5 |

      Examples: The first announcement asked for neither
        | scheme                                        | answer    | proof        | decision |
        | Checkpoint Cymru as announced in October 2019 | denied it | insufficient | eligible |

    Scenario Outline: A scheme that asks for evidence whatever was said, a person who <answer>
      Given a scheme that asks for evidence whatever was said
      And Robin was arrested on 1 May 2021 and <answer>, on <proof> evidence
      When eligibility is decided on 1 May 2021
      Then they are <decision>

      Examples:
        | answer      | proof        | decision       |
        | denied it   | sufficient   | eligible       |
        | admitted it | insufficient | refused for E5 |

    @case-16
    Scenario Outline: <scheme>, an admission taken back before the decision
      Given the scheme <scheme>
      And Robin was arrested on 1 May 2021 and admitted it, on sufficient evidence
      And the admission was taken back on 2 May 2021
      When eligibility is decided on 3 May 2021
      Then they are <decision>

      Examples: They count as giving no reply
        | scheme                                        | decision       |
        | Checkpoint Cymru as launched in December 2019 | eligible       |
        | Durham Checkpoint                             | eligible       |
        | Devon and Cornwall Pathfinder                 | refused for E5 |

  @E6
  Rule: The person is under no court order

    @case-46
    Scenario Outline: <scheme>, court orders: <being>
      Given the scheme <scheme>
      And Robin was arrested on 1 May 2021, and <being>
      When eligibility is decided on 1 May 2021
      Then they are <decision>

      Examples:
        | scheme                                        | being                            | decision       |
        | Durham Checkpoint                             | is under no court order          | eligible       |
        | Durham Checkpoint                             | is under a court order           | refused for E6 |
        | Durham Checkpoint                             | is under a suspended sentence    | refused for E6 |
        | Durham Checkpoint                             | is under a conditional discharge | refused for E6 |
        | Checkpoint Cymru as launched in December 2019 | is under a court order           | refused for E6 |
        | Checkpoint Cymru as announced in October 2019 | is under a court order           | eligible       |

  @E7
  Rule: The person is not on the bail that bars them from the scheme

    @case-46
    Scenario Outline: <scheme>, bail: <being>
      Given the scheme <scheme>
      And Robin was arrested on 1 May 2021, and <being>
      When eligibility is decided on 1 May 2021
      Then they are <decision>

      Examples: Bail for the matter itself bars in one scheme and not in the other
        | scheme                                        | being                        | decision       |
        | Checkpoint Cymru as launched in December 2019 | is on no bail                | eligible       |
        | Checkpoint Cymru as launched in December 2019 | is on bail for this matter   | refused for E7 |
        | Checkpoint Cymru as launched in December 2019 | is on bail for other matters | refused for E7 |
        | Durham Checkpoint                             | is on bail for this matter   | eligible       |
        | Durham Checkpoint                             | is on bail for other matters | refused for E7 |
        | Checkpoint Cymru as announced in October 2019 | is on bail for other matters | eligible       |

  @E8
  Rule: The person is not detained for court or under the Mental Health Act

    Scenario Outline: <scheme>, detention: <being>
      Given the scheme <scheme>
      And Robin was arrested on 1 May 2021, and <being>
      When eligibility is decided on 1 May 2021
      Then they are <decision>

      Examples:
        | scheme                                        | being                                   | decision       |
        | Durham Checkpoint                             | may go home                             | eligible       |
        | Durham Checkpoint                             | is detained for court                   | refused for E8 |
        | Durham Checkpoint                             | is detained under the Mental Health Act | refused for E8 |
        | Checkpoint Cymru as launched in December 2019 | is detained for court                   | eligible       |

  @E9
  Rule: Nobody else is accused of the offence with the person

    @case-19
    Scenario Outline: <scheme>, co-accused: <being>
      Given the scheme <scheme>
      And Robin was arrested on 1 May 2021, and <being>
      When eligibility is decided on 1 May 2021
      Then they are <decision>

      Examples:
        | scheme                                        | being                         | decision       |
        | Durham Checkpoint                             | acted alone                   | eligible       |
        | Durham Checkpoint                             | is accused with somebody else | refused for E9 |
        | Checkpoint Cymru as launched in December 2019 | is accused with somebody else | eligible       |

  @E10
  Rule: Each offence is recent enough on the day of the decision

    Scenario Outline: <scheme>, an offence on <offence day>, decided on <day>
      Given the scheme <scheme>
      And Robin was arrested on 26 February 2021 for theft committed on <offence day>
      When eligibility is decided on <day>
      Then they are <decision>

      Examples: On the corresponding day three months are up
        | scheme            | offence day     | day        | decision        |
        | Durham Checkpoint | 2 February 2021 | 1 May 2021 | eligible        |
        | Durham Checkpoint | 1 February 2021 | 1 May 2021 | refused for E10 |

      Examples: February has no corresponding day, so its last day counts
        | scheme            | offence day      | day              | decision        |
        | Durham Checkpoint | 30 November 2020 | 27 February 2021 | eligible        |
        | Durham Checkpoint | 30 November 2020 | 28 February 2021 | refused for E10 |

      Examples: Checkpoint Cymru sets no limit
        | scheme                                        | offence day     | day        | decision |
        | Checkpoint Cymru as launched in December 2019 | 1 February 2010 | 1 May 2021 | eligible |

    Scenario: One of two offences is too old
      Given the scheme Durham Checkpoint
      And Robin was arrested on 1 May 2021 for theft committed on 1 February 2021 and fraud committed on 1 April 2021
      When eligibility is decided on 1 May 2021
      Then they are refused for E10

    Scenario: An offence that went on counts from its last day
      Given the scheme Durham Checkpoint
      And Robin was arrested on 1 May 2021 for harassment committed from 1 January 2021 to 2 February 2021
      When eligibility is decided on 1 May 2021
      Then they are eligible

  @E11
  Rule: Each offence is one that the scheme accepts

    Scenario Outline: <scheme>, <offence>
      Given the scheme <scheme>
      And Robin was arrested on 1 May 2021 for <offence>
      When eligibility is decided on 1 May 2021
      Then they are <decision>

      Examples: Checkpoint Cymru accepts what it does not exclude
        | scheme                                        | offence                        | decision        |
        | Checkpoint Cymru as launched in December 2019 | possession of heroin           | eligible        |
        | Checkpoint Cymru as launched in December 2019 | theft from a shop              | eligible        |
        | Checkpoint Cymru as launched in December 2019 | being drunk and disorderly     | eligible        |
        | Checkpoint Cymru as launched in December 2019 | robbery                        | refused for E11 |
        | Checkpoint Cymru as launched in December 2019 | rape                           | refused for E11 |
        | Checkpoint Cymru as launched in December 2019 | murder                         | refused for E11 |
        | Checkpoint Cymru as launched in December 2019 | drink-driving                  | refused for E11 |
        | Checkpoint Cymru as launched in December 2019 | assault on an emergency worker | refused for E11 |
        | Checkpoint Cymru as announced in October 2019 | dangerous driving              | refused for E11 |

      Examples: Durham accepts what it lists, an assault on a constable among it
        | scheme            | offence                        | decision        |
        | Durham Checkpoint | assault on a constable         | eligible        |
        | Durham Checkpoint | burglary of a shop             | eligible        |
        | Durham Checkpoint | assault on an emergency worker | refused for E11 |
        | Durham Checkpoint | being drunk and disorderly     | refused for E11 |
        | Durham Checkpoint | robbery                        | refused for E11 |

      Examples: The drugs courses are for possession alone, no matter of what drug
        | scheme                                      | offence                                      | decision        |
        | Avon and Somerset Drugs Education Programme | possession of heroin                         | eligible        |
        | Avon and Somerset Drugs Education Programme | possession of diazepam                       | eligible        |
        | Avon and Somerset Drugs Education Programme | possession of cannabis with intent to supply | refused for E11 |
        | West Midlands DIVERT                        | possession of cannabis                       | eligible        |
        | West Midlands DIVERT                        | cultivation of cannabis                      | refused for E11 |
        | Thames Valley Drugs Diversion Pilot         | possession of heroin                         | eligible        |
        | Thames Valley Drugs Diversion Pilot         | theft from a shop                            | refused for E11 |

      Examples: Pathfinder's list is not published
        | scheme                        | offence           | decision |
        | Devon and Cornwall Pathfinder | theft from a shop | eligible |

    Scenario Outline: <scheme>, <offence>, <nature>
      Given the scheme <scheme>
      And Robin was arrested on 1 May 2021 for <offence>, <nature>
      When eligibility is decided on 1 May 2021
      Then they are <decision>

      Examples: Checkpoint Cymru excludes what is serious, Durham every hate crime
        | scheme                                        | offence         | nature                    | decision        |
        | Checkpoint Cymru as launched in December 2019 | common assault  | as domestic abuse         | eligible        |
        | Checkpoint Cymru as launched in December 2019 | common assault  | as serious domestic abuse | refused for E11 |
        | Checkpoint Cymru as launched in December 2019 | criminal damage | as a hate crime           | eligible        |
        | Checkpoint Cymru as launched in December 2019 | criminal damage | as a serious hate crime   | refused for E11 |
        | Durham Checkpoint                             | common assault  | as domestic abuse         | eligible        |
        | Durham Checkpoint                             | common assault  | as serious domestic abuse | refused for E11 |
        | Durham Checkpoint                             | criminal damage | as a hate crime           | refused for E11 |

      Examples: On the street a suspicion of supply is enough
        | scheme                                      | offence              | nature                | decision        |
        | Thames Valley Drugs Diversion Pilot         | possession of heroin | with supply suspected | refused for E11 |
        | West Midlands DIVERT                        | possession of heroin | with supply suspected | refused for E11 |
        | Avon and Somerset Drugs Education Programme | possession of heroin | with supply suspected | eligible        |

    @case-17
    Scenario Outline: <scheme>, theft from a shop and <graver>
      Given the scheme <scheme>
      And Robin was arrested on 1 May 2021 for theft from a shop and <graver>
      When eligibility is decided on 1 May 2021
      Then they are <decision>

      Examples: One offence that is not accepted bars the whole matter
        | scheme                                        | graver                 | decision        |
        | Checkpoint Cymru as launched in December 2019 | criminal damage        | eligible        |
        | Checkpoint Cymru as launched in December 2019 | assault on a constable | refused for E11 |
        | Durham Checkpoint                             | assault on a constable | eligible        |

  @E12
  Rule: No offence is one that the scheme accepts on special terms only

    Scenario Outline: <scheme>, <offence>, special terms
      Given the scheme <scheme>
      And Robin was arrested on 1 May 2021 for <offence>
      When eligibility is decided on 1 May 2021
      Then they are <decision>

      Examples:
        | scheme                                        | offence                | decision        |
        | Durham Checkpoint                             | burglary of a shop     | eligible        |
        | Durham Checkpoint                             | burglary of a dwelling | refused for E12 |
        | Durham Checkpoint                             | supply of heroin       | refused for E12 |
        | Durham Checkpoint                             | neglect of a child     | refused for E12 |
        | Checkpoint Cymru as launched in December 2019 | burglary of a dwelling | eligible        |

    Scenario: The special terms are met, and somebody answers for it by name
      Given the scheme Durham Checkpoint
      And Robin was arrested on 1 May 2021 for burglary of a dwelling
      When eligibility is decided on 1 May 2021 against E12, on the authority of an inspector
      Then they are eligible against E12

  @E13
  Rule: Each offence's gravity score is within the scheme's range

    Scenario Outline: A scheme that accepts gravity <range>, an offence <gravity>
      Given a scheme that accepts gravity <range>
      And Robin was arrested on 1 May 2021 for possession of cannabis, <gravity>
      When eligibility is decided on 1 May 2021
      Then they are <decision>

      Examples: Both ends of the range belong to it
        | range  | gravity      | decision        |
        | 2 to 3 | of gravity 1 | refused for E13 |
        | 2 to 3 | of gravity 2 | eligible        |
        | 2 to 3 | of gravity 3 | eligible        |
        | 2 to 3 | of gravity 4 | refused for E13 |
        | 1 to 3 | of gravity 1 | eligible        |
        | 1 to 3 | of gravity 4 | refused for E13 |

      Examples: What was not scored is left to whoever decides
        | range  | gravity             | decision |
        | 1 to 3 | of no gravity known | eligible |

    Scenario: Checkpoint Cymru names no range
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was arrested on 1 May 2021 for possession of cannabis, of gravity 4
      When eligibility is decided on 1 May 2021
      Then they are eligible

  @E14
  Rule: What was found was for personal use

    Scenario Outline: <scheme>, heroin <nature>
      Given the scheme <scheme>
      And Robin was arrested on 1 May 2021 for possession of heroin, <nature>
      When eligibility is decided on 1 May 2021
      Then they are <decision>

      Examples:
        | scheme                                        | nature               | decision        |
        | Avon and Somerset Drugs Education Programme   | for personal use     | eligible        |
        | Avon and Somerset Drugs Education Programme   | not for personal use | refused for E14 |
        | West Midlands DIVERT                          | not for personal use | refused for E14 |
        | Checkpoint Cymru as announced in October 2019 | not for personal use | eligible        |

  @E15
  Rule: The person has not used the scheme before

    Scenario Outline: <scheme>, once a person <earlier>
      Given the scheme <scheme>
      And Robin, arrested on 4 January 2021, <earlier>
      And Robin was arrested on 1 May 2021
      When eligibility is decided on 1 May 2021
      Then they are <decision>

      @case-22
      Examples: Once is all that Avon and Somerset gives, and attending is what counts
        | scheme                                      | earlier              | decision        |
        | Avon and Somerset Drugs Education Programme | completed the course | refused for E15 |
        | Avon and Somerset Drugs Education Programme | attended and stopped | refused for E15 |
        | Avon and Somerset Drugs Education Programme | missed the course    | eligible        |
        | Avon and Somerset Drugs Education Programme | declined the offer   | eligible        |
        | Thames Valley Drugs Diversion Pilot         | completed the course | eligible        |

      @case-11 @case-22
      Examples: A journey that was void was no use
        | scheme                                      | earlier                                | decision |
        | Avon and Somerset Drugs Education Programme | was taken for the one who completed it | eligible |

    @case-22
    Scenario: The course of another scheme is no use of this one
      Given the scheme Thames Valley Drugs Diversion Pilot
      And Robin, arrested on 4 January 2021, completed the course
      And the scheme Avon and Somerset Drugs Education Programme, adopted from 1 May 2021
      And Robin was arrested on 1 May 2021
      When eligibility is decided on 1 May 2021
      Then they are eligible

  @E16
  Rule: The person engaged each time they used the scheme before

    @case-23
    Scenario Outline: <scheme>, again, once a person <earlier>
      Given the scheme <scheme>
      And Robin, arrested on 4 January 2021, <earlier>
      And Robin was arrested on 1 May 2021
      When eligibility is decided on 1 May 2021
      Then they are <decision>

      Examples: Again and again, so long as they engaged
        | scheme                                      | earlier                              | decision        |
        | West Midlands DIVERT                        | completed the course                 | eligible        |
        | West Midlands DIVERT                        | missed the course                    | refused for E16 |
        | Thames Valley Drugs Diversion Pilot         | missed the course                    | refused for E16 |
        | Thames Valley Drugs Diversion Pilot         | heard that the course was called off | eligible        |
        | Avon and Somerset Drugs Education Programme | missed the course                    | eligible        |

    @case-23
    Scenario: The third time, after engaging twice
      Given the scheme West Midlands DIVERT
      And Robin, arrested on 4 January 2021, completed the course
      And Robin, arrested on 1 March 2021, completed the course
      And Robin was arrested on 1 May 2021
      When eligibility is decided on 1 May 2021
      Then they are eligible

  @E17
  Rule: The person has used the scheme fewer times than it allows

    Scenario: A scheme that may be used twice, after the first use
      Given a scheme that may be used twice
      And Robin, arrested on 4 January 2021, completed the course
      And Robin was arrested on 1 May 2021
      When eligibility is decided on 1 May 2021
      Then they are eligible

    Scenario: A scheme that may be used twice, after the second use
      Given a scheme that may be used twice
      And Robin, arrested on 4 January 2021, completed the course
      And Robin, arrested on 1 March 2021, completed the course
      And Robin was arrested on 1 May 2021
      When eligibility is decided on 1 May 2021
      Then they are refused for E17

  @E18
  Rule: The person has not refused the scheme before

    @case-23
    Scenario Outline: <scheme>, offered again, once a person <earlier>
      Given the scheme <scheme>
      And Robin, arrested on 4 January 2021, <earlier>
      And Robin was arrested on 1 May 2021
      When eligibility is decided on 1 May 2021
      Then they are <decision>

      Examples: DIVERT is never offered again to those who refuse it
        | scheme                              | earlier             | decision        |
        | West Midlands DIVERT                | declined the offer  | refused for E18 |
        | West Midlands DIVERT                | let the offer lapse | eligible        |
        | Thames Valley Drugs Diversion Pilot | declined the offer  | eligible        |

  @E19
  Rule: The person is not under another contract

    @case-26
    Scenario Outline: A contract signed on 1 March 2021, and another matter decided on <day>
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 1 March 2021
      And Robin was arrested on 1 May 2021 for theft committed on 1 February 2021
      When eligibility is decided on <day>
      Then they are refused for E19

      Examples: Past its last day it still binds, until somebody decides that it was kept
        | day         |
        | 1 May 2021  |
        | 1 July 2021 |
        | 2 July 2021 |

    @case-26
    Scenario: The first contract has run out, and waits for somebody to decide
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 1 March 2021
      And the end of the term was noted on 2 July 2021
      And Robin was arrested on 5 July 2021
      When eligibility is decided on 5 July 2021
      Then they are refused for E19

    @case-26
    Scenario: The first contract was kept and closed
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 1 March 2021
      And the contract was completed and closed on 2 July 2021
      And Robin was arrested on 2 July 2021
      When eligibility is decided on 2 July 2021
      Then they are eligible

    @case-26
    Scenario: Nobody's authority opens a second contract
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 1 March 2021
      And Robin was arrested on 1 May 2021 for theft committed on 1 February 2021
      When eligibility is decided on 1 May 2021 against E19, on the authority of a superintendent
      Then it is refused for E19

    @case-26
    Scenario: A contract with another force counts once both pages are known to be one person's
      Given the scheme Durham Checkpoint
      And another force's page tells of a contract signed on 1 March 2021
      And Robin was arrested on 1 May 2021
      And on 1 May 2021 the pages were found to be one person's
      When eligibility is decided on 1 May 2021
      Then they are refused for E19

    @case-26
    Scenario: A contract on the page of somebody else does not count
      Given the scheme Durham Checkpoint
      And another force's page tells of a contract signed on 1 March 2021
      And Robin was arrested on 1 May 2021
      When eligibility is decided on 1 May 2021
      Then they are eligible

  Rule: A decision names every clause that stood in the way

    Scenario: Too young, denied, too long ago and too grave
      Given the scheme Durham Checkpoint
      And Robin, born on 2 May 2003, was arrested on 30 April 2021, denied it, for robbery committed on 1 January 2021
      When eligibility is decided on 1 May 2021
      Then they are refused for E1, E5, E10 and E11
