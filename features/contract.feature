Feature: The contract

  What a contract may ask, how long it binds, and what makes a signature good. What a scheme does
  not say is not asked. A change is signed like the contract itself.
  Sources: The Guardian, 7 October 2019 [1]; Deeside.com, 9 October 2019 [4]; North Wales Police and
  Crime Commissioner [7]; Durham Constabulary [12][13]; Centre for Justice Innovation [16]; Devon and
  Cornwall Police and Crime Commissioner [43]; PCSC Act 2022 s.101, prospective [57b]; Magistrates'
  Courts Act 1980 s.127 [62][63]; R (Stratton) v CC Thames Valley [75]; Welsh Language Standards [86];
  PACE Code C [98]; domain notes sections 3 and 7 [R].

  @C1
  Rule: The contract has every condition that the scheme makes mandatory

    @case-44
    Scenario Outline: <scheme>: <conditions>
      Given the scheme <scheme>
      And Robin was ready to sign a contract on 10 December 2019
      And its conditions are <conditions>
      When the contract is signed on 10 December 2019
      Then it is <answer>

      Examples: Not to reoffend everywhere; voluntary work too in Devon and Cornwall
        | scheme                                        | conditions                                     | answer         |
        | Checkpoint Cymru as launched in December 2019 | not to reoffend                                | allowed        |
        | Checkpoint Cymru as launched in December 2019 | treatment and drug education                   | refused for C1 |
        | Devon and Cornwall Pathfinder                 | not to reoffend                                | refused for C1 |
        | Devon and Cornwall Pathfinder                 | not to reoffend and 20 hours of voluntary work | allowed        |

  @C2
  Rule: The contract has no more conditions than the scheme allows

    @case-44
    Scenario Outline: <scheme>: <number> conditions
      Given the scheme <scheme>
      And Robin was ready to sign a contract on 10 December 2019
      And it has <number> conditions, one of them not to reoffend
      When the contract is signed on 10 December 2019
      Then it is <answer>

      Examples: Five as launched; as announced no number was named
        | scheme                                        | number | answer         |
        | Checkpoint Cymru as launched in December 2019 | 5      | allowed        |
        | Checkpoint Cymru as launched in December 2019 | 6      | refused for C2 |
        | Checkpoint Cymru as announced in October 2019 | 6      | allowed        |

  @C3
  Rule: Each condition is of a kind that the scheme allows

    Scenario Outline: <scheme>: <condition>
      Given the scheme <scheme>
      And Robin was ready to sign a contract on 10 December 2019
      And its conditions are not to reoffend and <condition>
      When the contract is signed on 10 December 2019
      Then it is <answer>

      Examples: Durham names the kinds, Checkpoint Cymru does not
        | scheme                                        | condition         | answer         |
        | Durham Checkpoint                             | help with housing | allowed        |
        | Durham Checkpoint                             | a location tag    | allowed        |
        | Durham Checkpoint                             | drug education    | refused for C3 |
        | Checkpoint Cymru as launched in December 2019 | drug education    | allowed        |

  @C4
  Rule: Voluntary work is for as many hours as the scheme allows

    @case-43
    Scenario Outline: <scheme>: <hours> hours
      Given <scheme>
      And Robin was ready to sign a contract on 10 December 2019
      And its conditions are not to reoffend and <hours> hours of voluntary work
      When the contract is signed on 10 December 2019
      Then it is <answer>

      Examples: 18 to 36 hours in Durham, unbounded in Devon and Cornwall
        | scheme                                   | hours | answer         |
        | the scheme Durham Checkpoint             | 17    | refused for C4 |
        | the scheme Durham Checkpoint             | 18    | allowed        |
        | the scheme Durham Checkpoint             | 36    | allowed        |
        | the scheme Durham Checkpoint             | 37    | refused for C4 |
        | the scheme Devon and Cornwall Pathfinder | 37    | allowed        |

      Examples: At most 20 hours where it is delivered as a diversionary caution
        | scheme                                                       | hours | answer         |
        | a scheme that allows no more than 20 hours of voluntary work | 20    | allowed        |
        | a scheme that allows no more than 20 hours of voluntary work | 21    | refused for C4 |

  @C5
  Rule: The contract ends while every offence can still be charged, with 28 days to spare

    @case-24
    Scenario Outline: <scheme>: <offence> of <offence day>, signed on <signed>
      Given the scheme <scheme>
      And Robin, arrested on <offence day> for <offence>, was ready to sign on <signed>
      When the contract is signed on <signed>
      Then it is <answer>

      Examples: Four months for an offence that lapses after six: the last day to sign
        | scheme                                        | offence                    | offence day      | signed          | answer         |
        | Checkpoint Cymru as launched in December 2019 | being drunk and disorderly | 10 December 2019 | 13 January 2020 | allowed        |
        | Checkpoint Cymru as launched in December 2019 | being drunk and disorderly | 10 December 2019 | 14 January 2020 | refused for C5 |
        | Checkpoint Cymru as launched in December 2019 | being drunk and disorderly | 31 August 2019   | 1 October 2019  | allowed        |
        | Checkpoint Cymru as launched in December 2019 | being drunk and disorderly | 31 August 2019   | 2 October 2019  | refused for C5 |
        | Checkpoint Cymru as launched in December 2019 | being drunk and disorderly | 29 February 2020 | 1 April 2020    | allowed        |
        | Checkpoint Cymru as launched in December 2019 | being drunk and disorderly | 29 February 2020 | 2 April 2020    | refused for C5 |

      Examples: Twelve months always outlive six; an offence triable either way does not lapse
        | scheme                                        | offence                    | offence day      | signed           | answer         |
        | Checkpoint Cymru as announced in October 2019 | being drunk and disorderly | 10 December 2019 | 10 December 2019 | refused for C5 |
        | Checkpoint Cymru as announced in October 2019 | possession of heroin       | 10 December 2019 | 10 December 2019 | allowed        |
        | Checkpoint Cymru as launched in December 2019 | possession of heroin       | 10 December 2019 | 14 January 2020  | allowed        |

  @C6
  Rule: A restorative approach is a condition only if the victim asked for it

    Scenario Outline: <scheme>, the victim did not ask
      Given the scheme <scheme>
      And Robin was ready to sign a contract on 10 December 2019
      And its conditions are not to reoffend and a restorative approach
      When the contract is signed on 10 December 2019
      Then it is <answer>

      Examples: Durham's rule
        | scheme                                        | answer         |
        | Durham Checkpoint                             | refused for C6 |
        | Checkpoint Cymru as launched in December 2019 | allowed        |

    Scenario: Durham Checkpoint, the victim asked
      Given the scheme Durham Checkpoint
      And Robin was ready to sign a contract on 10 December 2019
      And the victim asked on 10 December 2019 for a restorative approach
      And its conditions are not to reoffend and a restorative approach
      When the contract is signed on 10 December 2019
      Then it is allowed

  @C7
  Rule: The contract is for the length that the scheme sets

    Scenario Outline: <scheme>: <months> months
      Given <scheme>
      And Robin was ready to sign a contract on 10 December 2019
      And the contract is for <months> months
      When the contract is signed on 10 December 2019
      Then it is <answer>

      Examples: Twelve months as announced, four as launched, neither more nor less
        | scheme                                                   | months | answer         |
        | the scheme Checkpoint Cymru as announced in October 2019 | 12     | allowed        |
        | the scheme Checkpoint Cymru as announced in October 2019 | 4      | refused for C7 |
        | the scheme Checkpoint Cymru as launched in December 2019 | 4      | allowed        |
        | the scheme Checkpoint Cymru as launched in December 2019 | 3      | refused for C7 |
        | the scheme Checkpoint Cymru as launched in December 2019 | 5      | refused for C7 |

      Examples: Where the length is a ceiling
        | scheme                                                 | months | answer         |
        | a scheme that allows a contract of at most four months | 3      | allowed        |
        | a scheme that allows a contract of at most four months | 4      | allowed        |
        | a scheme that allows a contract of at most four months | 5      | refused for C7 |

  @C8
  Rule: The person's needs were assessed before they signed

    Scenario Outline: <scheme>, accepted and not assessed
      Given <scheme>
      And Robin accepted the offer on 10 December 2019 and was not assessed
      When the contract is signed on 10 December 2019
      Then it is <answer>

      Examples:
        | scheme                                                   | answer         |
        | the scheme Checkpoint Cymru as launched in December 2019 | refused for C8 |
        | a scheme that asks for no assessment                     | allowed        |

    Scenario: Accepted and assessed
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was ready to sign a contract on 10 December 2019
      When the contract is signed on 10 December 2019
      Then it is allowed

  @C9
  Rule: The text that was signed is in a language the scheme offers

    @case-36
    Scenario Outline: <scheme>: a text in <shown>, interpreted
      Given the scheme <scheme>
      And Robin was ready to sign a contract on 10 December 2019
      And the text is in <shown> and they understand <shown>
      And they are with an interpreter
      When the contract is signed on 10 December 2019
      Then it is <answer>

      Examples: English and Welsh alike in North Wales; Durham names none
        | scheme                                        | shown   | answer         |
        | Checkpoint Cymru as launched in December 2019 | English | allowed        |
        | Checkpoint Cymru as launched in December 2019 | Welsh   | allowed        |
        | Checkpoint Cymru as launched in December 2019 | Polish  | refused for C9 |
        | Durham Checkpoint                             | Polish  | allowed        |

  @C10
  Rule: The person was fit to sign

    @case-34
    Scenario Outline: They are <state>
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was ready to sign a contract on 10 December 2019
      And they are <state>
      When the contract is signed on 10 December 2019
      Then it is <answer>

      Examples: Consent that is not informed is none; the signing waits
        | state          | answer          |
        | sober and well | allowed         |
        | intoxicated    | refused for C10 |
        | withdrawing    | refused for C10 |
        | unwell         | refused for C10 |

  @C11
  Rule: A vulnerable person had an appropriate adult with them

    @case-35
    Scenario Outline: Vulnerable and <present> an appropriate adult
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was ready to sign a contract on 10 December 2019
      And they are vulnerable and <present> an appropriate adult
      When the contract is signed on 10 December 2019
      Then it is <answer>

      Examples:
        | present | answer          |
        | with    | allowed         |
        | without | refused for C11 |

  @C12
  Rule: The text was in a language the person understands, or was interpreted

    @case-36
    Scenario Outline: A text in <shown> for one who understands <understood>, <present> an interpreter
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was ready to sign a contract on 10 December 2019
      And the text is in <shown> and they understand <understood>
      And they are <present> an interpreter
      When the contract is signed on 10 December 2019
      Then it is <answer>

      Examples: The person's own language governs consent
        | shown   | understood | present | answer          |
        | Welsh   | Welsh      | without | allowed         |
        | English | Welsh      | without | refused for C12 |
        | English | Welsh      | with    | allowed         |
        | English | Polish     | without | refused for C12 |
        | English | Polish     | with    | allowed         |

  @C13
  Rule: Legal advice was offered before the signing

    @case-37
    Scenario Outline: Legal advice was <advice>
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was ready to sign a contract on 10 December 2019
      And legal advice was <advice>
      When the contract is signed on 10 December 2019
      Then it is <answer>

      Examples: It may be declined, and not left out
        | advice      | answer          |
        | taken       | allowed         |
        | declined    | allowed         |
        | not offered | refused for C13 |

  @C14
  Rule: The person was told that they may withdraw, and what follows

    Scenario Outline: They <told> told
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was ready to sign a contract on 10 December 2019
      And they <told> told that they may withdraw, and what follows
      When the contract is signed on 10 December 2019
      Then it is <answer>

      Examples:
        | told     | answer          |
        | were     | allowed         |
        | were not | refused for C14 |

  @C15
  Rule: The person is under no other contract

    Scenario: The first contract binds
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was ready to sign two contracts on 10 December 2019
      And the first of them was signed on 10 December 2019
      When the second of them is signed on 11 December 2019
      Then it is refused for C15

    Scenario Outline: The first contract has run out, and <first>
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was ready to sign two contracts on 10 December 2019
      And the first of them was signed on 10 December 2019
      And the first of them was <first>
      When the second of them is signed on 13 April 2020
      Then it is <answer>

      Examples: Nobody has decided, or somebody has
        | first                            | answer          |
        | left to run out on 11 April 2020 | refused for C15 |
        | completed on 11 April 2020       | allowed         |

  @C16
  Rule: A change to the contract is signed by the participant

    @case-28
    Scenario Outline: Extended <present> their signature
      Given a scheme that lets an extended contract last six months
      And Robin signed a contract on 10 December 2019
      When the contract is extended on 3 March 2020 to 6 months <present> their signature
      Then it is <answer>

      Examples: Never by one side alone
        | present | answer          |
        | with    | allowed         |
        | without | refused for C16 |

    @case-28
    Scenario Outline: Extended on <day>, where the contract binds to 10 April 2020
      Given a scheme that lets an extended contract last six months
      And Robin signed a contract on 10 December 2019
      When the contract is extended on <day> to 6 months with their signature
      Then it is <answer>

      Examples: What has ended cannot be extended
        | day           | answer      |
        | 10 April 2020 | allowed     |
        | 11 April 2020 | out of turn |

    Scenario: A condition that was kept stays kept, wherever the change puts it
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was ready to sign a contract on 10 December 2019
      And its conditions are not to reoffend, treatment and drug education
      And the contract was signed on 10 December 2019
      And drug education was kept on 3 February 2020
      When the conditions are changed on 3 March 2020 to not to reoffend, drug education and help with housing
      Then what is still to be kept is help with housing

  @C17
  Rule: An extended contract is no longer than the scheme allows

    @case-28
    Scenario Outline: <scheme>: extended to <months> months
      Given <scheme>
      And Robin signed a contract on 10 December 2019
      When the contract is extended on 3 March 2020 to <months> months with their signature
      Then it is <answer>

      Examples: A cap where the scheme sets one
        | scheme                                                   | months | answer          |
        | a scheme that lets an extended contract last six months  | 6      | allowed         |
        | a scheme that lets an extended contract last six months  | 7      | refused for C17 |
        | the scheme Checkpoint Cymru as launched in December 2019 | 7      | allowed         |

    @case-28
    Scenario Outline: An offence that lapses on 10 June 2020: extended to <months> months
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin, arrested on 10 December 2019 for being drunk and disorderly, was ready to sign on 10 December 2019
      And the contract was signed on 10 December 2019
      When the contract is extended on 3 March 2020 to <months> months with their signature
      Then it is <answer>

      Examples: The limit on charging is looked at again, to 10 May and to 10 June 2020
        | months | answer         |
        | 5      | allowed        |
        | 6      | refused for C5 |

  Rule: A clause can be overridden by name and with reasons, unless it is firm

    Scenario Outline: A contract of three months; an inspector overrides <named> <why>
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was ready to sign a contract on 10 December 2019
      And the contract is for 3 months
      And an inspector overrides <named> <why>
      When the contract is signed on 10 December 2019
      Then it <answer>

      Examples: The clause that stands in the way, and no other
        | named     | why                  | answer                                    |
        | C7        | and says why         | stands on record that C7 stood in the way |
        | C5 and C7 | and says why         | stands on record that C7 stood in the way |
        | C5        | and says why         | is refused for C7                         |
        | C7        | but does not say why | needs a rationale                         |

    Scenario: Everything that stands in the way is told at once
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was ready to sign a contract on 10 December 2019
      And the contract is for 3 months
      And it has 6 conditions, one of them not to reoffend
      And they are intoxicated
      When the contract is signed on 10 December 2019
      Then it is refused for C2, C7 and C10

    Scenario Outline: Nobody overrides that they are <state>, whatever their rank
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was ready to sign a contract on 10 December 2019
      And they are <state>
      And a superintendent overrides C10 and says why
      When the contract is signed on 10 December 2019
      Then it is <answer>

      Examples: What makes consent informed is firm
        | state          | answer          |
        | sober and well | allowed         |
        | intoxicated    | refused for C10 |
