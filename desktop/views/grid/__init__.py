"""The grid of a form, with the habits of a spreadsheet.

Its modules:

    delegate        Painting and editing of the cells of the grid
    finder_box      The box that finds a row (Ctrl+F)
    foot            The line under the grid: a hint, or what just happened
    frozen_columns  Code and name of the rows
    trend_chart     A small chart: values over the years, and the path to the target
    view            The grid of a form with the habits of a spreadsheet
"""
