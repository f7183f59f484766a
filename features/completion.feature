Feature: Completion and outcome

  What completion needs, which Home Office code closes a matter, and when completion can be taken
  back. Nothing completes by itself: a named person decides, and then the crime is closed.
  Sources: The Guardian, 7 October 2019 [1]; North Wales Police and Crime Commissioner [7]; Durham
  Constabulary [12]; Bristol Drugs Project [26]; Centre for Justice Innovation [29]; outcome 22 [49] and
  NPCC guidance to it [50]; Home Office outcomes open data [52]; Jones v Whalley [74]; domain notes
  section 7, cases 1, 2, 25, 33, 47 and 51 [R].

  @F1
  Rule: The last day of the contract has passed

    Scenario Outline: <scheme>, signed on 10 December 2019, completed on <day>
      Given the scheme <scheme>
      And Robin signed a contract on 10 December 2019
      When the contract is completed on <day>
      Then it is <answer>

      Examples: Four months as launched, twelve as announced
        | scheme                                        | day              | answer         |
        | Checkpoint Cymru as launched in December 2019 | 10 April 2020    | refused for F1 |
        | Checkpoint Cymru as launched in December 2019 | 11 April 2020    | allowed        |
        | Checkpoint Cymru as announced in October 2019 | 11 April 2020    | refused for F1 |
        | Checkpoint Cymru as announced in October 2019 | 10 December 2020 | refused for F1 |
        | Checkpoint Cymru as announced in October 2019 | 11 December 2020 | allowed        |

  @F2
  Rule: Every condition was kept, or discharged

    Scenario Outline: <scheme>, treatment was never kept
      Given the scheme <scheme>
      And Robin was ready to sign a contract on 10 December 2019
      And its conditions are not to reoffend and treatment
      And the contract was signed on 10 December 2019
      When the contract is completed on 11 December 2020
      Then it is <answer>

      Examples: As announced, not to have reoffended was enough
        | scheme                                        | answer         |
        | Checkpoint Cymru as launched in December 2019 | refused for F2 |
        | Checkpoint Cymru as announced in October 2019 | allowed        |

    Scenario: Treatment was kept
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was ready to sign a contract on 10 December 2019
      And its conditions are not to reoffend and treatment
      And the contract was signed on 10 December 2019
      And treatment was kept on 10 April 2020
      When the contract is completed on 11 April 2020
      Then it is allowed

    Scenario: The course that was promised was done
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was ready to sign a contract on 10 December 2019
      And its conditions are not to reoffend and drug education
      And the contract was signed on 10 December 2019
      And they did the course on 3 February 2020
      When the contract is completed on 11 April 2020
      Then it is allowed

  @F3
  Rule: The course was completed

    Scenario Outline: <scheme>, no course
      Given <scheme>
      And Robin signed a contract on 10 December 2019
      When the contract is completed on 11 April 2020
      Then it is <answer>

      Examples: In North Wales the course was launched beside the contract
        | scheme                                                   | answer         |
        | a scheme that asks for the course before completion      | refused for F3 |
        | the scheme Checkpoint Cymru as launched in December 2019 | allowed        |

    Scenario: The course was done
      Given a scheme that asks for the course before completion
      And Robin signed a contract on 10 December 2019
      And they did the course on 3 February 2020
      When the contract is completed on 11 April 2020
      Then it is allowed

  @F4
  Rule: No reoffence in the term is confirmed

    Scenario: A reoffence was confirmed
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And an offence of 3 March 2020 was alleged on 4 March 2020
      And the reoffence was confirmed on 9 March 2020 after a charge
      When the contract is completed on 11 April 2020
      Then it is refused for F4

    Scenario: It was cleared
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And an offence of 3 March 2020 was alleged on 4 March 2020
      And the reoffence was confirmed on 9 March 2020 after a charge
      And the reoffence was cleared on 3 April 2020 because they are acquitted
      When the contract is completed on 11 April 2020
      Then it is allowed

    Scenario: A named person completes it all the same
      Given the scheme Durham Checkpoint
      And Robin signed a contract on 10 December 2019
      And an offence of 3 March 2020 was alleged on 4 March 2020
      And the reoffence was confirmed on 9 March 2020 after a charge
      And an inspector overrides F4 and says why
      When the contract is completed on 11 April 2020
      Then it stands on record that F4 stood in the way

  @F5
  Rule: No allegation is open

    @case-02
    Scenario: A reoffence is alleged, and nothing decided
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And an offence of 3 March 2020 was alleged on 4 March 2020
      When the contract is completed on 11 April 2020
      Then it is refused for F5

    @case-02
    Scenario: No further action was taken on it
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And an offence of 3 March 2020 was alleged on 4 March 2020
      And the reoffence was cleared on 11 April 2020 because no further action is taken
      When the contract is completed on 11 April 2020
      Then it is allowed

    Scenario: Nobody's authority passes over it
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And a breach of 3 March 2020 was alleged on 4 March 2020
      And a superintendent overrides F5 and says why
      When the contract is completed on 11 April 2020
      Then it is refused for F5

  @F6
  Rule: No complaint, review or appeal is open

    @case-47
    Scenario Outline: <proceedings> was brought
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And <proceedings> was brought on 3 March 2020
      When the contract is completed on 11 April 2020
      Then it is refused for F6

      Examples:
        | proceedings       |
        | a complaint       |
        | a judicial review |
        | an appeal         |

    @case-47
    Scenario: It came to an end
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And a complaint was brought on 3 March 2020
      And a complaint came to an end on 11 April 2020
      When the contract is completed on 11 April 2020
      Then it is allowed

  @F7
  Rule: A completed journey closes with the outcome code that the scheme names

    Scenario Outline: <scheme>: a contract closed with outcome <code>
      Given the scheme <scheme>
      And Robin completed on 11 April 2020 a contract signed on 10 December 2019
      When the matter is closed on 11 April 2020 with outcome <code>
      Then it is <answer>

      Examples:
        | scheme                                        | code | answer         |
        | Checkpoint Cymru as launched in December 2019 | 22   | allowed        |
        | Checkpoint Cymru as launched in December 2019 | 8    | refused for F7 |

    Scenario Outline: <scheme>: a course closed with outcome <code>
      Given the scheme <scheme>
      And Robin was arrested and offered diversion on 10 November 2020
      And they did the course on 9 December 2020
      And the work was completed on 9 December 2020
      When the matter is closed on 9 December 2020 with outcome <code>
      Then it is <answer>

      Examples: No further action in Avon and Somerset, a community resolution in the West Midlands
        | scheme                                      | code | answer         |
        | Avon and Somerset Drugs Education Programme | 22   | allowed        |
        | Avon and Somerset Drugs Education Programme | 8    | refused for F7 |
        | West Midlands DIVERT                        | 8    | allowed        |
        | West Midlands DIVERT                        | 22   | refused for F7 |

  @F8
  Rule: The outcome code is in use on the day

    Scenario Outline: Outcome 22 on <day>
      Given the scheme Thames Valley Drugs Diversion Pilot
      And Robin was arrested and offered diversion on 10 January 2019
      And they did the course on 11 February 2019
      And the work was completed on 11 February 2019
      When the matter is closed on <day> with outcome 22
      Then it is <answer>

      Examples: It came into use on 1 April 2019
        | day           | answer         |
        | 31 March 2019 | refused for F8 |
        | 1 April 2019  | allowed        |

  @F9
  Rule: The outcome code says what happened

    Scenario Outline: Returned after a breach and closed with outcome <code>
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And they broke the contract, and the matter was returned on 9 March 2020
      When the matter is closed on 16 March 2020 with outcome <code>
      Then it is <answer>

      Examples: Neither diverted, charged, cautioned nor dead; dropped in the public interest, perhaps
        | code | answer         |
        | 22   | refused for F9 |
        | 8    | refused for F9 |
        | 1    | refused for F9 |
        | 3    | refused for F9 |
        | 5    | refused for F9 |
        | 17   | refused for F9 |
        | 10   | allowed        |

    Scenario: Charged
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And they broke the contract, and the matter was returned on 9 March 2020
      And they were charged on 16 March 2020
      When the matter is closed on 16 March 2020 with outcome 1
      Then it is allowed

    @case-33
    Scenario Outline: <who> and closed as too ill to prosecute
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And <what>
      When the matter is closed on 11 April 2020 with outcome 12
      Then it is <answer>

      Examples: Only where illness prevents a prosecution, not where completion does
        | who       | what                                                                 | answer                |
        | Returned  | they broke the contract, and the matter was returned on 9 March 2020 | allowed               |
        | Completed | the contract was completed on 11 April 2020                          | refused for F7 and F9 |

  @F10
  Rule: Completion is taken back within the time that the scheme looks back

    @case-01
    Scenario Outline: <scheme>, completed on 11 April 2020, taken back on <day>
      Given <scheme>
      And the assurance reserves taking completion back
      And Robin completed on 11 April 2020 a contract signed on 10 December 2019
      And an offence of 3 March 2020 was alleged on 4 May 2020
      And the reoffence was confirmed on 1 June 2020 after a charge
      When completion is taken back on <day>
      Then it is <answer>

      Examples: Where the scheme sets a time, and where it sets none
        | scheme                                                   | day             | answer          |
        | a scheme that looks back six months                      | 11 October 2020 | allowed         |
        | a scheme that looks back six months                      | 12 October 2020 | refused for F10 |
        | the scheme Checkpoint Cymru as launched in December 2019 | 12 October 2020 | allowed         |

  @F11
  Rule: The assurance that was signed said that completion may be taken back

    @case-01
    Scenario Outline: The assurance <reserves> it
      Given the scheme Checkpoint Cymru as launched in December 2019
      And the assurance <reserves> taking completion back
      And Robin completed on 11 April 2020 a contract signed on 10 December 2019
      And an offence of 3 March 2020 was alleged on 4 May 2020
      And the reoffence was confirmed on 1 June 2020 after a charge
      When completion is taken back on 2 June 2020
      Then it is <answer>

      Examples: The wording decides
        | reserves         | answer          |
        | reserves         | allowed         |
        | does not reserve | refused for F11 |

  @F12
  Rule: A reoffence in the term is confirmed

    @case-01
    Scenario: It is only alleged
      Given the scheme Checkpoint Cymru as launched in December 2019
      And the assurance reserves taking completion back
      And Robin completed on 11 April 2020 a contract signed on 10 December 2019
      And an offence of 3 March 2020 was alleged on 4 May 2020
      When completion is taken back on 2 June 2020
      Then it is refused for F12

    @case-01
    Scenario: It is confirmed
      Given the scheme Checkpoint Cymru as launched in December 2019
      And the assurance reserves taking completion back
      And Robin completed on 11 April 2020 a contract signed on 10 December 2019
      And an offence of 3 March 2020 was alleged on 4 May 2020
      And the reoffence was confirmed on 1 June 2020 after a charge
      When completion is taken back on 2 June 2020
      Then it is allowed

    @case-01
    Scenario: It was confirmed, and then cleared
      Given the scheme Checkpoint Cymru as launched in December 2019
      And the assurance reserves taking completion back
      And Robin completed on 11 April 2020 a contract signed on 10 December 2019
      And an offence of 3 March 2020 was alleged on 4 May 2020
      And the reoffence was confirmed on 1 June 2020 after a charge
      And the reoffence was cleared on 2 June 2020 because they are acquitted
      When completion is taken back on 2 June 2020
      Then it is refused for F12

  Rule: Completion is never silent

    @case-51
    Scenario Outline: <scheme>, signed on 10 December 2019, on <day>
      Given the scheme <scheme>
      And Robin signed a contract on 10 December 2019
      Then on <day> they are <standing>
      And on <day> the record is pending

      Examples: The term ends, and nobody has decided, for days or for years
        | scheme                                        | day              | standing            |
        | Checkpoint Cymru as launched in December 2019 | 10 April 2020    | under contract      |
        | Checkpoint Cymru as launched in December 2019 | 11 April 2020    | awaiting completion |
        | Checkpoint Cymru as launched in December 2019 | 11 April 2022    | awaiting completion |
        | Checkpoint Cymru as announced in October 2019 | 10 December 2020 | under contract      |
        | Checkpoint Cymru as announced in October 2019 | 11 December 2020 | awaiting completion |

    @case-51
    Scenario Outline: The end of the term is noted on <day>
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      When the end of the term is noted on <day>
      Then it is <answer>
      And on 1 June 2020 they are awaiting completion

      Examples: Noting it decides nothing
        | day           | answer      |
        | 10 April 2020 | out of turn |
        | 11 April 2020 | allowed     |

    @case-51
    Scenario: Decided, and then closed
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And the contract was completed on 1 June 2020
      When the matter is closed on 3 June 2020 with outcome 22
      Then on 31 May 2020 they are awaiting completion
      And on 1 June 2020 they are completed
      And on 1 June 2020 the record is pending
      And on 3 June 2020 they are closed
      And on 3 June 2020 the record is avoided
