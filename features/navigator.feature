Feature: The navigator's first steps

  A navigator at the station meets the person, and assesses their needs before anything is signed.

  Sources: The Guardian, 7 October 2019 [1]; North Wales Police and Crime Commissioner [7]; Durham's
  nine pathways, registration of the trial [20]; meeting the following day, Operation Turning Point
  [39]. No scheme has published a number of days to the first appointment.

  @N1
  Rule: The first appointment with the navigator is as soon as the scheme asks

    Scenario Outline: <scheme>, accepted on 1 March 2021, to meet on <appointment>
      Given <scheme>
      And Robin accepted the offer on 1 March 2021
      When a navigator is assigned on 1 March 2021, to meet them on <appointment>
      Then <answer>

      Examples:
        | scheme                                                   | appointment  | answer               |
        | a scheme that asks for an appointment within a day       | 2 March 2021 | it is allowed        |
        | a scheme that asks for an appointment within a day       | 3 March 2021 | it is refused for N1 |
        | a scheme that asks for an appointment within 7 days      | 8 March 2021 | it is allowed        |
        | a scheme that asks for an appointment within 7 days      | 9 March 2021 | it is refused for N1 |
        | the scheme Checkpoint Cymru as launched in December 2019 | 1 June 2021  | it is allowed        |

    Scenario: A later navigator comes when they come
      Given a scheme that asks for an appointment within a day
      And Robin accepted the offer on 1 March 2021
      And a navigator was assigned on 1 March 2021, to meet them on 2 March 2021
      And their needs were assessed on 2 March 2021
      When a navigator is assigned on 10 March 2021, to meet them on 20 March 2021
      Then it is allowed

  @N2
  Rule: The assessment at entry looks at every pathway that the scheme names

    Scenario Outline: <scheme>, <phase>, <pathways>
      Given the scheme <scheme>
      And Robin accepted the offer on 1 March 2021
      When needs are assessed <phase> on 2 March 2021, looking at <pathways>
      Then <answer>

      Examples: Durham looks at nine
        | scheme            | phase    | pathways          | answer               |
        | Durham Checkpoint | at entry | all nine pathways | it is allowed        |
        | Durham Checkpoint | at entry | all but finances  | it is refused for N2 |
        | Durham Checkpoint | at entry | drugs alone       | it is refused for N2 |

      Examples: A review may look at less
        | scheme            | phase     | pathways    | answer        |
        | Durham Checkpoint | in review | drugs alone | it is allowed |

      Examples: Checkpoint Cymru names none
        | scheme                                        | phase    | pathways    | answer        |
        | Checkpoint Cymru as launched in December 2019 | at entry | drugs alone | it is allowed |
