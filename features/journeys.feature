Feature: Whole journeys, told by the systems that record them

  Each journey is recorded step by step as a police record system, a course provider and a
  navigator's system would tell it, and then the ledger is asked what became of it.
  Sources: The Guardian, 7 October 2019 [1]; North Wales Police and Crime Commissioner [7][8].

  Scenario: Kept for twelve months, under the scheme as announced
    Given a force that runs the scheme Checkpoint Cymru as announced in October 2019
    When these things happen to Robin
      | on               | what                                     |
      | 9 December 2019  | arrested with a heroin wrap              |
      | 9 December 2019  | screened for exploitation: no signs      |
      | 9 December 2019  | no victim                                |
      | 9 December 2019  | found eligible by the custody sergeant   |
      | 9 December 2019  | offered diversion                        |
      | 9 December 2019  | booked on the course for 10 December     |
      | 10 December 2019 | attended the course                      |
      | 10 December 2019 | completed the course                     |
      | 10 December 2019 | accepted the offer                       |
      | 10 December 2019 | had their needs assessed                 |
      | 10 December 2019 | signed a contract                        |
    Then on 10 December 2020 they are under contract and the record is pending
    And on 11 December 2020 they are awaiting completion and the record is pending
    When these things happen to Robin
      | on               | what                                     |
      | 11 December 2020 | completed the contract                   |
      | 11 December 2020 | closed with outcome 22                   |
    Then on 11 December 2020 they are closed and the record is avoided
    And the answer names the entries, the edition and what it does not mean

  Scenario: Kept for four months, under the scheme as launched
    Given a force that runs the scheme Checkpoint Cymru as launched in December 2019
    When these things happen to Robin
      | on               | what                                     |
      | 10 December 2019 | arrested with a heroin wrap              |
      | 10 December 2019 | screened for exploitation: no signs      |
      | 10 December 2019 | no victim                                |
      | 10 December 2019 | found eligible by the custody sergeant   |
      | 10 December 2019 | offered diversion                        |
      | 10 December 2019 | accepted the offer                       |
      | 10 December 2019 | had their needs assessed                 |
      | 10 December 2019 | signed a contract                        |
    Then on 10 April 2020 they are under contract and the record is pending
    And on 11 April 2020 they are awaiting completion and the record is pending
    When these things happen to Robin
      | on               | what                                     |
      | 11 April 2020    | completed the contract                   |
      | 11 April 2020    | closed with outcome 22                   |
    Then on 11 April 2020 they are closed and the record is avoided

  Scenario Outline: Arrested again, <when> of a twelve-month contract
    Given a force that runs the scheme Checkpoint Cymru as announced in October 2019
    And Robin has been under contract since 10 December 2019
    When these things happen to Robin
      | on       | what                        |
      | <day>    | arrested for theft          |
    Then on <day> they are <standing> and the record is <record>
    When the contract's completion is asked for on 12 December 2020
    Then the answer is <answer>

    Examples:
      | when             | day              | standing              | record  | answer         |
      | on the last day  | 10 December 2020 | held by an allegation | at risk | refused for F5 |
      | the day after    | 11 December 2020 | awaiting completion   | pending | recorded       |

  Scenario: Reoffended on the last day, charged and convicted
    Given a force that runs the scheme Checkpoint Cymru as announced in October 2019
    And Robin has been under contract since 10 December 2019
    When these things happen to Robin
      | on               | what                                     |
      | 10 December 2020 | arrested for theft                       |
      | 14 December 2020 | the reoffence confirmed, as charged      |
      | 14 December 2020 | returned because of the reoffence        |
      | 15 December 2020 | charged                                  |
      | 15 December 2020 | closed with outcome 1                    |
    Then on 15 December 2020 they are closed and the record is at risk
    When these things happen to Robin
      | on               | what                                     |
      | 20 January 2021  | convicted                                |
    Then on 20 January 2021 they are closed and the record is not avoided

  Scenario: Declined after the course
    Given a force that runs the scheme Checkpoint Cymru as announced in October 2019
    When these things happen to Robin
      | on               | what                                     |
      | 9 December 2019  | arrested with a heroin wrap              |
      | 9 December 2019  | screened for exploitation: no signs      |
      | 9 December 2019  | no victim                                |
      | 9 December 2019  | found eligible by the custody sergeant   |
      | 9 December 2019  | offered diversion                        |
      | 9 December 2019  | booked on the course for 10 December     |
      | 10 December 2019 | attended the course                      |
      | 10 December 2019 | completed the course                     |
      | 11 December 2019 | declined the offer                       |
    Then on 10 December 2019 they are done with the course and the record is pending
    And on 11 December 2019 they are back with the investigating officer and the record is at risk

  Scenario: A breach is excused, and the contract completed
    Given a force that runs the scheme Checkpoint Cymru as launched in December 2019
    And Robin has been under contract since 10 December 2019
    When these things happen to Robin
      | on               | what                                     |
      | 3 February 2020  | a breach alleged                         |
    Then on 3 February 2020 they are held by an allegation and the record is at risk
    When these things happen to Robin
      | on               | what                                     |
      | 5 February 2020  | the breach excused                       |
    Then on 5 February 2020 they are under contract and the record is pending
    When these things happen to Robin
      | on               | what                                     |
      | 11 April 2020    | completed the contract                   |
      | 11 April 2020    | closed with outcome 22                   |
    Then on 11 April 2020 they are closed and the record is avoided
