Feature: Days, months and limits

  A period runs in civil days in London. The day it runs from is excluded; its last day is the
  corresponding date, or the last of the month where there is none, and it binds to midnight.
  Sources: Dodds v Walker, House of Lords 1981 [64]; DPP v Jackson, 2025 [64a]; DPP (Clarke) v
  Stafford, persuasive [64b]; Magistrates' Courts Act 1980 s.127 [62][63]; Family Law Reform Act
  1969 s.9; The Guardian, 7 October 2019 [1], and North Wales Police and Crime Commissioner [7] for
  the two lengths; domain notes section 7, cases 6, 7, 18 and 29 to 31 [R].

  Rule: A contract binds to the end of the corresponding date, the day of signing excluded

    @case-29
    Scenario Outline: Signed on <signed> under <scheme>
      Given the scheme <scheme>
      And Robin was ready to sign a contract on <signed>
      When the contract is signed on <signed>
      Then the contract binds to the end of <last day>

      Examples: Four months as launched, twelve as first announced
        | scheme                                        | signed           | last day         |
        | Checkpoint Cymru as launched in December 2019 | 10 December 2019 | 10 April 2020    |
        | Checkpoint Cymru as announced in October 2019 | 10 December 2019 | 10 December 2020 |

      Examples: February and April have no 31st
        | scheme                                        | signed           | last day         |
        | Checkpoint Cymru as launched in December 2019 | 30 October 2019  | 29 February 2020 |
        | Checkpoint Cymru as launched in December 2019 | 31 October 2019  | 29 February 2020 |
        | Checkpoint Cymru as launched in December 2019 | 31 October 2020  | 28 February 2021 |
        | Checkpoint Cymru as launched in December 2019 | 31 December 2019 | 30 April 2020    |
        | Checkpoint Cymru as announced in October 2019 | 31 October 2019  | 31 October 2020  |

    @case-30
    Scenario Outline: Signed on the leap day under <scheme>
      Given the scheme <scheme>
      And Robin was ready to sign a contract on 29 February 2020
      When the contract is signed on 29 February 2020
      Then the contract binds to the end of <last day>

      Examples: There is a 29 June, and no 29 February 2021
        | scheme                                        | last day         |
        | Checkpoint Cymru as launched in December 2019 | 29 June 2020     |
        | Checkpoint Cymru as announced in October 2019 | 28 February 2021 |

  Rule: The last day ends at midnight in London, however long it was

    @case-31
    Scenario Outline: Signed on <signed>, an offence at <moment>
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on <signed>
      When an offence of <moment> is alleged on <told>
      Then it is <answer>

      Examples: In summer the day ends at 23:00 Greenwich time
        | signed           | moment                               | told         | answer         |
        | 10 February 2020 | 22:59 Greenwich time on 10 June 2020 | 12 June 2020 | allowed        |
        | 10 February 2020 | 23:00 Greenwich time on 10 June 2020 | 12 June 2020 | refused for B3 |
        | 10 February 2020 | 23:59 summer time on 10 June 2020    | 12 June 2020 | allowed        |
        | 10 February 2020 | 00:00 summer time on 11 June 2020    | 12 June 2020 | refused for B3 |

      Examples: The day of 23 hours and the day of 25
        | signed           | moment                                  | told            | answer         |
        | 29 November 2025 | 22:59 Greenwich time on 29 March 2026   | 2 April 2026    | allowed        |
        | 29 November 2025 | 23:00 Greenwich time on 29 March 2026   | 2 April 2026    | refused for B3 |
        | 25 June 2026     | 23:59 Greenwich time on 25 October 2026 | 2 November 2026 | allowed        |
        | 25 June 2026     | 00:00 Greenwich time on 26 October 2026 | 2 November 2026 | refused for B3 |

    @case-31
    Scenario Outline: Signed in the hour that comes twice, an offence at <moment>
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was ready to sign a contract on 25 October 2026
      And the contract was signed at 01:30 summer time on 25 October 2026
      When an offence of <moment> is alleged on 2 November 2026
      Then it is <answer>

      Examples: Half past one in winter time comes an hour after half past one in summer time
        | moment                                  | answer         |
        | 01:29 summer time on 25 October 2026    | refused for B3 |
        | 01:31 summer time on 25 October 2026    | allowed        |
        | 01:10 Greenwich time on 25 October 2026 | allowed        |

  Rule: An offence on the day of signing counts only if it is known to have come after

    @case-06
    Scenario Outline: Signed at noon on 10 December 2019, an offence of <moment>
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      When an offence of <moment> is alleged on 12 December 2019
      Then it is <answer>

      Examples: The day before, the day itself with the hour known and unknown, and the day after
        | moment                                   | answer         |
        | 9 December 2019                          | refused for B3 |
        | 10 December 2019                         | refused for B3 |
        | 11:59 Greenwich time on 10 December 2019 | refused for B3 |
        | 12:00 Greenwich time on 10 December 2019 | refused for B3 |
        | 12:01 Greenwich time on 10 December 2019 | allowed        |
        | 11 December 2019                         | allowed        |

  Rule: An offence that went on for days is dated by its last

    @case-07
    Scenario Outline: Signed on 10 December 2019, harassment from <first day> to <last day>
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin signed a contract on 10 December 2019
      When they are arrested on 20 December 2019 for harassment that went on from <first day> to <last day>
      Then <answer>

      Examples: It counts if it ended in the term, wherever it began
        | first day        | last day         | answer                  |
        | 1 November 2019  | 9 December 2019  | no reoffence is alleged |
        | 1 November 2019  | 10 December 2019 | no reoffence is alleged |
        | 1 November 2019  | 11 December 2019 | a reoffence is alleged  |
        | 11 December 2019 | 12 December 2019 | a reoffence is alleged  |

  Rule: A summary offence is charged within six months, the day of the offence excluded

    @case-30
    Scenario Outline: Drunk and disorderly on <offence day>
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was arrested on <offence day> for being drunk and disorderly
      Then they can be charged to the end of <last day>

      Examples: The corresponding date, and the last of the month where there is none
        | offence day       | last day         |
        | 27 September 2023 | 27 March 2024    |
        | 10 December 2019  | 10 June 2020     |
        | 31 August 2019    | 29 February 2020 |
        | 31 August 2002    | 28 February 2003 |
        | 29 February 2020  | 29 August 2020   |

    Scenario: An offence that can be tried either way has no such limit
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was arrested on 10 December 2019 for possession of heroin
      Then they can be charged without limit

  Rule: Of several offences the one that lapses first sets the limit

    @case-18
    Scenario Outline: <one offence> of <one day> and <other offence> of <other day>
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin was arrested on 10 December 2019 for <one offence> committed on <one day> and <other offence> committed on <other day>
      Then they can be charged <limit>

      Examples: Whichever comes first
        | one offence                | one day          | other offence              | other day        | limit                     |
        | being drunk and disorderly | 10 December 2019 | common assault             | 9 December 2019  | to the end of 9 June 2020 |
        | being drunk and disorderly | 9 December 2019  | common assault             | 10 December 2019 | to the end of 9 June 2020 |
        | possession of heroin       | 1 December 2019  | being drunk and disorderly | 9 December 2019  | to the end of 9 June 2020 |
        | possession of heroin       | 1 December 2019  | theft                      | 9 December 2019  | without limit             |

  Rule: Who was born on 29 February comes of age on 1 March where there is no leap day

    @case-30
    Scenario Outline: Born on 29 February <year>, decided on <day>
      Given the scheme Checkpoint Cymru as launched in December 2019
      And Robin, born on 29 February <year>, was arrested on <day>
      When eligibility is decided on <day>
      Then they are <decision>

      Examples: Eighteen in 2022, which has no leap day
        | year | day              | decision       |
        | 2004 | 28 February 2022 | refused for E1 |
        | 2004 | 1 March 2022     | eligible       |
