namespace Tandem.Sipgate.Contacts.Csv;

/// <summary>A cell with its place, from 1.</summary>
internal readonly record struct CsvCell(string Text, int Line, int Column);
