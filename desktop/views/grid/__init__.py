"""The grid of a form, with the habits of a spreadsheet.

Its modules:

    calm_table      A table that paints what has changed, once
    choosing        A block that is chosen with Shift, from the cell that was gone to last
    commands        What can be done with chosen cells, with the keys
    cursor          The cursor: where Enter, Tab, Home and End lead
    delegate        Painting and editing of the cells of the grid
    file_drops      Files let go over a cell
    finder_box      The box that finds a row (Ctrl+F)
    fitted_table    A table whose columns and rows are fitted to their texts and to the room there is
    fitting         Widths of columns and heights of rows by their texts
    foot            The line under the grid: a hint, or what just happened
    forms_tree      The tree of a unit's forms, with progress and problems
    frozen_columns  Code and name of the rows
    menu            The menu of the right mouse button
    trend_chart     A small chart: values over the years, and the path to the target
    view            The grid of a form with the habits of a spreadsheet
    zoom            Larger and smaller figures by Ctrl and the wheel
"""
