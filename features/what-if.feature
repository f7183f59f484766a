Feature: What if they had entered under another edition

  What would have come of the same people, arrests and agreements, had another edition of the scheme
  been adopted. Each recorded step is weighed again by the other edition's clauses. Where it would have
  been refused the ways part, and nothing after it is told: nobody knows what people would have done
  then. The route stays: whoever went to a course first did so. What nobody chose - an arrest, a death,
  that a journey proved void - stays, and what follows from it by itself is told anew. Nothing is written.

  Sources: The Guardian, 7 October 2019, on twelve months [1]; the Police and Crime Commissioner's page,
  on four months and on who is eligible [7]; comparison between editions is a product rule [R].

  Rule: A contract is taken for the other edition's length, from the same signing

    Scenario Outline: Signed on 10 December 2019 for twelve months, on <day>
      Given the scheme Checkpoint Cymru as announced in October 2019
      And Robin signed a contract on 10 December 2019
      When it is told again as Checkpoint Cymru as launched in December 2019, as at <day>
      Then they would be <station>
      And C7 makes the difference

      Examples: Four months end on 10 April 2020
        | day           | station             |
        | 10 April 2020 | under contract      |
        | 11 April 2020 | awaiting completion |

  Rule: An offence after the shorter term alleges nothing under it

    Scenario Outline: Arrested for a theft of <day>
      Given the scheme Checkpoint Cymru as announced in October 2019
      And Robin signed a contract on 10 December 2019
      And they were arrested on 4 August 2020 for theft committed on <day>
      When it is told again as Checkpoint Cymru as launched in December 2019, as at 5 August 2020
      Then the record would be <record>

      Examples: The last day is within the term, the day after is not
        | day           | record  |
        | 10 April 2020 | at risk |
        | 11 April 2020 | pending |

  Rule: Completion before the longer term is over would have been refused

    Scenario Outline: Completed on <day>
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And the contract was completed on <day>
      When it is told again as Checkpoint Cymru as announced in October 2019, as at 1 March 2021
      Then they would be <station>

      Examples: Twelve months end on 10 December 2020
        | day              | station             |
        | 10 December 2020 | awaiting completion |
        | 11 December 2020 | completed           |

  Rule: Who is eligible is weighed by the other edition's own clauses

    Scenario Outline: Robin <fact>
      Given the scheme Checkpoint Cymru as announced in October 2019
      And Robin, who <fact>, was found eligible on 10 December 2019
      When it is told again as Checkpoint Cymru as launched in December 2019, as at 11 December 2019
      Then they would be <station>

      Examples: The interview names no area, the scheme's page does
        | fact                           | station  |
        | lives in the force's area      | eligible |
        | lives outside the force's area | arrested |

  Rule: A contract that could not have been signed was not

    Scenario Outline: <number> conditions were agreed
      Given the scheme Checkpoint Cymru as announced in October 2019
      And Robin was ready to sign a contract on 10 December 2019
      And it has <number> conditions, one of them not to reoffend
      And the contract was signed on 10 December 2019
      When it is told again as Checkpoint Cymru as launched in December 2019, as at 11 December 2019
      Then they would be <station>
      And <clause> makes the difference

      Examples: The interview sets no limit, the scheme's page sets five
        | number | station        | clause |
        | 5      | under contract | C7     |
        | 6      | assessed       | C2     |

  Rule: What completion needs is weighed by the other edition's own clauses

    Scenario Outline: Completed on 11 December 2020, the conditions <conditions>
      Given the scheme Checkpoint Cymru as announced in October 2019
      And Robin was ready to sign a contract on 10 December 2019
      And its conditions are <conditions>
      And the contract was signed on 10 December 2019
      And the contract was completed on 11 December 2020
      When it is told again as Checkpoint Cymru as launched in December 2019, as at 1 March 2021
      Then they would be <station>
      And <clauses> make the difference

      Examples: As announced, not to have reoffended was enough
        | conditions                    | station             | clauses   |
        | not to reoffend               | completed           | C7        |
        | not to reoffend and treatment | awaiting completion | C7 and F2 |

  Rule: An override by name still counts for the clauses that it names

    Scenario: Decided against the list of offences, on the authority of an inspector
      Given the scheme Checkpoint Cymru as announced in October 2019
      And Robin was arrested on 10 December 2019 for dangerous driving
      When eligibility is decided on 10 December 2019 against E11, on the authority of an inspector
      And it is told again as Checkpoint Cymru as launched in December 2019, as at 11 December 2019
      Then they would be eligible
      And no clause makes a difference

  Rule: A contract that was kept is kept under the shorter term too

    Scenario: Completed after twelve months
      Given the scheme Checkpoint Cymru as announced in October 2019
      And Robin signed a contract on 10 December 2019
      And the contract was completed and closed on 11 December 2020
      When it is told again as Checkpoint Cymru as launched in December 2019, as at 1 March 2021
      Then the answer would be the same
      And C7 makes the difference

  Rule: An arrest alleges what falls into the longer term

    Scenario Outline: Completed after four months, and arrested for a theft of <day>
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And the contract was completed and closed on 11 April 2020
      And they were arrested on 1 March 2021 for theft committed on <day>
      When it is told again as Checkpoint Cymru as announced in October 2019, as at 1 March 2021
      Then the record would be <record>

      Examples: Completion in April would have been refused; the term goes on to December
        | day              | record  |
        | 10 December 2020 | at risk |
        | 11 December 2020 | pending |

  Rule: A death closes what would then be open

    Scenario: Completed after four months, dead in the eighth
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      And the contract was completed and closed on 11 April 2020
      And they died on 1 August 2020
      When it is told again as Checkpoint Cymru as announced in October 2019, as at 2 August 2020
      Then they would be closed
      And the record would be none, for another reason
