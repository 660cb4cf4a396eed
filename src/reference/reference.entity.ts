import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { day, nullable, text } from '../platform/database/columns.js';

/** A division under one code, for as long as the code was seen or valid. (R-DIV-01) */
@Entity('division')
@Index('ix_division_parent', ['parentCode'])
export class Division {
  @PrimaryColumn({ ...text(12), primaryKeyConstraintName: 'pk_division' })
  code: string;

  @Column(text(60))
  name: string;

  /** 2 prefecture, 3 county level, 4 township level. */
  @Column({ type: 'integer' })
  level: number;

  /** town, township, subdistrict, county, district, city or other. */
  @Column(text(20))
  kind: string;

  @Column({ ...nullable(text(12)), name: 'parent_code' })
  parentCode: string | null;

  /** null: not known, before all records. */
  @Column({ ...nullable(day), name: 'valid_from' })
  validFrom: string | null;

  /** Exclusive; null: still valid. */
  @Column({ ...nullable(day), name: 'valid_to' })
  validTo: string | null;

  @Column(text(40))
  basis: string;
}

/** Which code came after which; an unknown successor is null and never guessed. (R-DIV-01, R-DIV-02) */
@Entity('division_succession')
export class DivisionSuccession {
  @PrimaryColumn({ ...text(12), name: 'old_code', primaryKeyConstraintName: 'pk_division_succession' })
  oldCode: string;

  @Column({ ...nullable(text(12)), name: 'new_code' })
  newCode: string | null;

  @Column({ ...nullable(day), name: 'effective_on' })
  effectiveOn: string | null;

  @Column(text(200))
  note: string;
}

/** A transferring department under one name; renamed ones follow each other. */
@Entity('department')
export class Department {
  @PrimaryColumn({ ...text(10), primaryKeyConstraintName: 'pk_department' })
  code: string;

  @Column({ ...text(60), name: 'name_zh' })
  nameZh: string;

  @Column({ ...text(120), name: 'name_en' })
  nameEn: string;

  @Column({ ...nullable(day), name: 'valid_from' })
  validFrom: string | null;

  @Column({ ...nullable(day), name: 'valid_to' })
  validTo: string | null;

  @Column({ ...nullable(text(10)), name: 'successor_code' })
  successorCode: string | null;
}

/** One published population figure with its basis and source; never recomputed. (domain.md 7.2) */
@Entity('population_figure')
export class PopulationFigure {
  @PrimaryColumn({ ...text(12), name: 'division_code', primaryKeyConstraintName: 'pk_population_figure' })
  divisionCode: string;

  @PrimaryColumn({ ...day, name: 'on_day', primaryKeyConstraintName: 'pk_population_figure' })
  on: string;

  @PrimaryColumn({ ...text(20), primaryKeyConstraintName: 'pk_population_figure' })
  basis: string;

  @Column({ type: 'integer' })
  value: number;

  @Column(text(200))
  source: string;
}

/** An official holiday or make-up workday (调休). */
@Entity('holiday')
export class Holiday {
  @PrimaryColumn({ ...day, name: 'on_day', primaryKeyConstraintName: 'pk_holiday' })
  on: string;

  @Column(text(20))
  kind: string;

  @Column(text(40))
  name: string;
}

/** A number of the rules with validity: law that changes is data, not code. */
@Entity('parameter')
export class Parameter {
  @PrimaryColumn({ ...text(60), name: 'name', primaryKeyConstraintName: 'pk_parameter' })
  name: string;

  @PrimaryColumn({ ...day, name: 'valid_from', primaryKeyConstraintName: 'pk_parameter' })
  validFrom: string;

  @Column(text(100))
  value: string;

  @Column(text(200))
  basis: string;
}
