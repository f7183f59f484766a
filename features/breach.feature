Feature: Breach

  What counts as a breach, who finds it, and what may follow. An allegation is no breach: a named
  person confirms or excuses it, and says why. What follows is what the scheme said at entry.
  Sources: Welsh News Extra, June 2019 [3]; The Leader, December 2019 [5]; North Wales Police and Crime
  Commissioner [7]; Durham Constabulary [12][14]; Centre for Justice Innovation [25][29]; Devon and
  Cornwall Police and Crime Commissioner [43]; BBC News, 17 December 2018 [34]; code for conditional
  cautions [58b]; Magistrates' Courts Act 1980 s.127 [62][63]; R (Stratton) v CC Thames Valley [75];
  HMICFRS, county lines [87]; domain notes section 7, cases 2, 4, 25, 33, 42 and 45 [R].

  @B1
  Rule: What went wrong was the participant's doing, not a provider's

    @case-42
    Scenario Outline: It was <whose> doing
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And it was <whose> doing
      And a breach of 3 March 2020 was alleged on 4 March 2020
      When the breach is confirmed on 9 March 2020
      Then it is <answer>

      Examples:
        | whose             | answer         |
        | the participant's | allowed        |
        | the provider's    | refused for B1 |

    @case-42
    Scenario Outline: The service for treatment closed, and the condition was <settled>
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was ready to sign a contract on 10 December 2019
      And its conditions are not to reoffend and treatment
      And the contract was signed on 10 December 2019
      And treatment was <settled> on 3 March 2020
      When the contract is completed on 11 April 2020
      Then it is allowed

      Examples: What cannot be kept is discharged, which is as good as kept
        | settled    |
        | discharged |
        | kept       |

  @B2
  Rule: No signs of exploitation hold the journey

    Scenario: While signs of exploitation hold the journey nothing is a breach
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And a breach of 3 March 2020 was alleged on 4 March 2020
      And signs of exploitation were seen on 5 March 2020
      When the breach is confirmed on 9 March 2020
      Then it is refused for B2
      And on 9 March 2020 they are held for their safety

    Scenario: The signs proved to be none
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And a breach of 3 March 2020 was alleged on 4 March 2020
      And signs of exploitation were seen on 5 March 2020
      And no signs of exploitation were seen on 6 March 2020
      When the breach is confirmed on 9 March 2020
      Then it is allowed

  @B3
  Rule: It happened after the signing and by the end of the last day

    Scenario Outline: Signed on 10 December 2019 under <scheme>, a breach of <day>
      Given the scheme <scheme>
      And Robin signed a contract on 10 December 2019
      And a breach of <day> was alleged on 14 December 2020
      When the breach is confirmed on 15 December 2020
      Then it is <answer>

      Examples: Four months as launched
        | scheme                                        | day              | answer         |
        | Checkpoint Cymru as launched in December 2019 | 9 December 2019  | refused for B3 |
        | Checkpoint Cymru as launched in December 2019 | 10 December 2019 | allowed        |
        | Checkpoint Cymru as launched in December 2019 | 10 April 2020    | allowed        |
        | Checkpoint Cymru as launched in December 2019 | 11 April 2020    | refused for B3 |

      Examples: Twelve as first announced
        | scheme                                        | day              | answer         |
        | Checkpoint Cymru as announced in October 2019 | 11 April 2020    | allowed        |
        | Checkpoint Cymru as announced in October 2019 | 10 December 2020 | allowed        |
        | Checkpoint Cymru as announced in October 2019 | 11 December 2020 | refused for B3 |

    Scenario Outline: Told on 4 March 2020, a breach of <day>
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      When a breach of <day> is alleged on 4 March 2020
      Then <answer>

      Examples: Nothing is alleged before it happens
        | day          | answer               |
        | 4 March 2020 | it is allowed        |
        | 5 March 2020 | its day does not fit |

  @B4
  Rule: The participant was warned as often as the scheme asks

    Scenario Outline: <scheme>, warned <times> times
      Given <scheme>
      And Robin signed a contract on 10 December 2019
      And they were warned <times> times from 3 February 2020
      And a breach of 3 March 2020 was alleged on 4 March 2020
      When the breach is confirmed on 9 March 2020
      Then it is <answer>

      Examples: No scheme on record asks for a warning first
        | scheme                                                   | times | answer         |
        | a scheme that warns twice before a breach counts         | 1     | refused for B4 |
        | a scheme that warns twice before a breach counts         | 2     | allowed        |
        | the scheme Checkpoint Cymru as launched in December 2019 | 0     | allowed        |

  @B5
  Rule: The new matter has come as far as the scheme asks before it counts

    @case-02
    Scenario Outline: <scheme>, after <step>
      Given <scheme>
      And Robin signed a contract on 10 December 2019
      And an offence of 3 March 2020 was alleged on 4 March 2020
      When the reoffence is confirmed on 9 March 2020 after <step>
      Then it is <answer>

      Examples: A charge where nothing else is said
        | scheme                                                   | step               | answer         |
        | the scheme Checkpoint Cymru as launched in December 2019 | an arrest          | refused for B5 |
        | the scheme Checkpoint Cymru as launched in December 2019 | a charge           | allowed        |
        | the scheme Checkpoint Cymru as launched in December 2019 | a positive outcome | allowed        |
        | the scheme Checkpoint Cymru as launched in December 2019 | a conviction       | allowed        |

      Examples: Other schemes could ask for less, or more
        | scheme                                               | step               | answer         |
        | a scheme that counts a reoffence from the arrest     | an arrest          | allowed        |
        | a scheme that counts a reoffence from the conviction | a positive outcome | refused for B5 |
        | a scheme that counts a reoffence from the conviction | a conviction       | allowed        |

  @B6
  Rule: A reoffence is excused only where it is minor enough, and the official senior enough

    @case-04
    Scenario Outline: <scheme>, an offence of <gravity>, excused by <official>
      Given <scheme>
      And Robin signed a contract on 10 December 2019
      And an offence of <gravity> and of 3 March 2020 was alleged on 4 March 2020
      When the reoffence is excused on 9 March 2020 by <official>
      Then it is <answer>

      Examples: Durham may act; in North Wales prosecution follows
        | scheme                                                   | gravity   | official      | answer         |
        | the scheme Durham Checkpoint                             | gravity 3 | Sergeant Pugh | allowed        |
        | the scheme Checkpoint Cymru as launched in December 2019 | gravity 2 | Sergeant Pugh | refused for B6 |

      Examples: A band of discretion
        | scheme                                                   | gravity         | official       | answer         |
        | a scheme that lets an inspector excuse gravity 2 or less | gravity 2       | Inspector Rees | allowed        |
        | a scheme that lets an inspector excuse gravity 2 or less | gravity 3       | Inspector Rees | refused for B6 |
        | a scheme that lets an inspector excuse gravity 2 or less | gravity 2       | Sergeant Pugh  | refused for B6 |
        | a scheme that lets an inspector excuse gravity 2 or less | unknown gravity | Inspector Rees | refused for B6 |

  @B7
  Rule: The scheme lets a breach lead to a charge

    Scenario Outline: <scheme>: they <fell>
      Given the scheme <scheme>
      And Robin signed a contract on 10 December 2019
      And they <fell>, and the matter was returned on 9 March 2020
      When they are charged on 16 March 2020
      Then it is <answer>

      Examples: Prosecution in North Wales, the police's choice in Durham, a caution in Devon and Cornwall
        | scheme                                        | fell               | answer         |
        | Checkpoint Cymru as launched in December 2019 | broke the contract | allowed        |
        | Checkpoint Cymru as announced in October 2019 | reoffended         | allowed        |
        | Durham Checkpoint                             | broke the contract | allowed        |
        | Devon and Cornwall Pathfinder                 | broke the contract | refused for B7 |
        | Devon and Cornwall Pathfinder                 | reoffended         | refused for B7 |

      Examples: Withdrawing is no breach, and what follows is the same
        | scheme                                        | fell     | answer         |
        | Checkpoint Cymru as launched in December 2019 | withdrew | allowed        |
        | Devon and Cornwall Pathfinder                 | withdrew | refused for B7 |

    Scenario Outline: <scheme>: the course was not attended
      Given the scheme <scheme>
      And Robin was arrested and offered diversion on 10 November 2020
      And they did not attend the course, and the matter was returned on 9 December 2020
      When they are charged on 16 December 2020
      Then it is <answer>

      Examples: Charged in Avon and Somerset; in the West Midlands merely not offered again
        | scheme                                      | answer         |
        | Avon and Somerset Drugs Education Programme | allowed        |
        | West Midlands DIVERT                        | refused for B7 |

    Scenario: A named person may charge all the same
      Given the scheme Devon and Cornwall Pathfinder
      And Robin signed a contract on 10 December 2019
      And they broke the contract, and the matter was returned on 9 March 2020
      And an inspector overrides B7 and says why
      When they are charged on 16 March 2020
      Then it stands on record that B7 stood in the way

  @B8
  Rule: The scheme lets a refusal lead to a charge

    Scenario Outline: <scheme>: they <refused>
      Given the scheme <scheme>
      And Robin was arrested and offered diversion on 10 November 2020
      And they <refused>, and the matter was returned on 11 November 2020
      When they are charged on 16 December 2020
      Then it is <answer>

      Examples: Nobody is prosecuted for having refused in the West Midlands
        | scheme                                        | refused                  | answer         |
        | Checkpoint Cymru as launched in December 2019 | declined the offer       | allowed        |
        | Checkpoint Cymru as launched in December 2019 | did not answer the offer | allowed        |
        | West Midlands DIVERT                          | declined the offer       | refused for B8 |
        | West Midlands DIVERT                          | did not answer the offer | refused for B8 |

  @B9
  Rule: The time limit for charging has not passed

    @case-25
    Scenario Outline: <offence> of 10 December 2019, charged on <day>
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin, arrested on 10 December 2019 for <offence>, was ready to sign on 10 December 2019
      And the contract was signed on 10 December 2019
      And they broke the contract, and the matter was returned on 9 March 2020
      When they are charged on <day>
      Then it is <answer>

      Examples: Six months for a summary offence, none for one triable either way
        | offence                    | day          | answer         |
        | being drunk and disorderly | 10 June 2020 | allowed        |
        | being drunk and disorderly | 11 June 2020 | refused for B9 |
        | possession of heroin       | 11 June 2020 | allowed        |

    Scenario: Nobody's authority brings a charge after the limit
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin, arrested on 10 December 2019 for being drunk and disorderly, was ready to sign on 10 December 2019
      And the contract was signed on 10 December 2019
      And they broke the contract, and the matter was returned on 9 March 2020
      And a superintendent overrides B9 and says why
      When they are charged on 11 June 2020
      Then it is refused for B9

  @B10
  Rule: A caution rests on an admission made when it is given

    Scenario Outline: A deferred caution is given <admitted>
      Given the scheme Devon and Cornwall Pathfinder
      And Robin signed a contract on 10 December 2019
      And they broke the contract, and the matter was returned on 9 March 2020
      When a caution is given on 16 March 2020 <admitted>
      Then it is <answer>
      And on 16 March 2020 the record is <record>

      Examples: A caution is a record
        | admitted             | answer          | record      |
        | on an admission      | allowed         | not avoided |
        | without an admission | refused for B10 | at risk     |

  @B11
  Rule: A confirmed breach is taken back by another official than the one who confirmed it

    Scenario Outline: Confirmed by Inspector Rees, taken back by <official>
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And a breach of 3 March 2020 was alleged on 4 March 2020
      And the breach was confirmed on 9 March 2020 by Inspector Rees
      When the finding is taken back on 10 March 2020 by <official>
      Then it is <answer>
      And on 10 March 2020 they are <standing>

      Examples: Four eyes
        | official              | answer          | standing        |
        | Superintendent Hughes | allowed         | under contract  |
        | Sergeant Pugh         | allowed         | under contract  |
        | Inspector Rees        | refused for B11 | found in breach |

  Rule: What has a reasonable excuse is no breach

    @case-33
    Scenario: Too unwell to keep an appointment
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And a breach of 3 March 2020 was alleged on 4 March 2020
      When the breach is excused on 9 March 2020
      Then on 4 March 2020 the record is at risk
      And on 9 March 2020 they are under contract
      And on 9 March 2020 the record is pending

    @case-33
    Scenario Outline: The work is paused for illness, and ends on the day that was signed
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And the work was paused for illness on 3 February 2020
      When the work goes on from 3 March 2020
      Then on <day> they are <standing>

      Examples:
        | day             | standing            |
        | 2 February 2020 | under contract      |
        | 3 February 2020 | paused              |
        | 2 March 2020    | paused              |
        | 3 March 2020    | under contract      |
        | 10 April 2020   | under contract      |
        | 11 April 2020   | awaiting completion |

    @case-45
    Scenario: Remanded in custody for another matter
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      When the work is paused for custody on 3 February 2020
      Then it is allowed
      And on 3 February 2020 they are paused
      And on 3 February 2020 the record is pending
